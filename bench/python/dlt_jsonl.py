"""dlt's rest_api source into JSON Lines files, which are put together. Arguments: URL, file."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"
os.environ["NORMALIZE__DATA_WRITER__DISABLE_COMPRESSION"] = "true"
os.environ["EXTRACT__WORKERS"] = "10"

import dlt  # noqa: E402 - its settings come first
from dlt.sources.rest_api import rest_api_source  # noqa: E402

url = urlsplit(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    source = rest_api_source(
        {
            "client": {"base_url": f"{url.scheme}://{url.netloc}"},
            "resources": [
                {
                    "name": "packages",
                    "parallelized": True,
                    "endpoint": {
                        "path": url.path,
                        "data_selector": "data",
                        "paginator": {
                            "type": "page_number",
                            "base_page": 1,
                            "page_param": "page",
                            "total_path": None,
                            "stop_after_empty_page": True,
                        },
                        # Behind its last page, a server of files has nothing.
                        "response_actions": [{"status_code": 404, "action": "ignore"}],
                    },
                }
            ],
        }
    )
    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=f"{folder}/pipelines",
        destination=dlt.destinations.filesystem(bucket_url=f"file://{folder}/out"),
        dataset_name="bench",
    )
    pipeline.run(source, loader_file_format="jsonl")
    with open(sys.argv[2], "wb") as lines:
        for part in sorted(Path(folder, "out").rglob("packages/*.jsonl")):
            with open(part, "rb") as file:
                shutil.copyfileobj(file, lines)
