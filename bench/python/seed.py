"""The seed: its own loader, ten workers, no rate limit, then JSON Lines. Arguments: URL, file."""

import json
import logging
import sys
from urllib.parse import urlsplit

from t3api_utils.api.client import T3APIClient
from t3api_utils.api.parallel import load_all_data_sync
from t3api_utils.http.utils import HTTPConfig

logging.disable(logging.INFO)
url = urlsplit(sys.argv[1])
client = T3APIClient(config=HTTPConfig(host=f"{url.scheme}://{url.netloc}"))
client.set_access_token("none is asked for")
records = load_all_data_sync(
    client, url.path, max_workers=10, rate_limit=None, license_number="C11-0000001-LIC", page_size=500
)
with open(sys.argv[2], "w", encoding="utf-8") as lines:
    for record in records:
        lines.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
        lines.write("\n")
