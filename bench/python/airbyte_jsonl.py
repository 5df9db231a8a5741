"""Airbyte's source-declarative-manifest, its messages as they are. Arguments: URL, file."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit


def main(url, file):
    parts = urlsplit(url)
    size = int(parts.path.rsplit("/", 1)[1])
    stream = {
        "type": "DeclarativeStream",
        "name": "packages",
        "retriever": {
            "type": "SimpleRetriever",
            "requester": {
                "type": "HttpRequester",
                "url_base": f"{parts.scheme}://{parts.netloc}",
                "path": parts.path,
                "http_method": "GET",
            },
            "record_selector": {
                "type": "RecordSelector",
                "extractor": {"type": "DpathExtractor", "field_path": ["data"]},
            },
            "paginator": {
                "type": "DefaultPaginator",
                "page_token_option": {
                    "type": "RequestOption",
                    "inject_into": "request_parameter",
                    "field_name": "page",
                },
                "pagination_strategy": {
                    "type": "PageIncrement",
                    "page_size": size,
                    "start_from_page": 1,
                },
            },
        },
        "schema_loader": {
            "type": "InlineSchemaLoader",
            "schema": {"type": "object", "additionalProperties": True, "properties": {}},
        },
    }
    manifest = {
        "version": "6.0.0",
        "type": "DeclarativeSource",
        "check": {"type": "CheckStream", "stream_names": ["packages"]},
        "streams": [stream],
        "spec": {"type": "Spec", "connection_specification": {"type": "object", "properties": {}}},
    }
    catalog = {
        "streams": [
            {
                "stream": {
                    "name": "packages",
                    "json_schema": {},
                    "supported_sync_modes": ["full_refresh"],
                },
                "sync_mode": "full_refresh",
                "destination_sync_mode": "append",
            }
        ]
    }
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.json")
        config.write_text(json.dumps({"__injected_declarative_manifest": manifest}))
        catalogue = Path(folder, "catalog.json")
        catalogue.write_text(json.dumps(catalog))
        command = Path(sys.executable).parent / "source-declarative-manifest"
        with open(file, "wb") as out:
            subprocess.run(
                [command, "read", "--config", config, "--catalog", catalogue], stdout=out, check=True
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
