"""A customer's server, with nothing but Python 3.9: the page, what it may know, and client tokens for it.

    CARD_API_URL=… CARD_API_KEY=… SORDINO_FRAME_URL=… PAYMENT_CARD_ID=… PORT=3000 python3 server.py FOLDER…
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDERS = [Path(folder).resolve() for folder in sys.argv[1:]]

MINT = """
  mutation Mint($input: GeneratePaymentCardClientTokenInput!) {
    generatePaymentCardClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }"""


def mint_client_token(payment_card_id: str, permission: str) -> dict:
    """One card, one permission, minutes. The API key is here and nowhere else."""
    key = base64.b64encode(f"{os.environ['CARD_API_KEY']}:".encode()).decode()
    variables = {"input": {"paymentCardId": payment_card_id, "permissions": [permission]}}
    request = urllib.request.Request(
        os.environ["CARD_API_URL"],
        data=json.dumps({"query": MINT, "variables": variables}).encode(),
        headers={"content-type": "application/json", "authorization": f"Basic {key}"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        token = (json.load(answer).get("data") or {}).get("generatePaymentCardClientToken") or {}
    if "value" not in token:
        raise ValueError("the card API minted no token")
    return token


class Handler(SimpleHTTPRequestHandler):
    """Serves the folders and two addresses of its own."""

    def translate_path(self, path: str) -> str:
        """The first folder that has the file; nothing outside of them."""
        name = path.split("?")[0].lstrip("/") or "index.html"
        for folder in FOLDERS:
            file = (folder / name).resolve()
            if file.is_file() and folder in file.parents:
                return str(file)
        return str(FOLDERS[0] / "missing")

    def reply(self, status: int, body: dict) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in (("content-type", "application/json"), ("cache-control", "no-store")):
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        if self.path == "/config.json":
            card = os.environ["PAYMENT_CARD_ID"]
            self.reply(200, {"frameUrl": os.environ["SORDINO_FRAME_URL"], "paymentCardId": card})
        else:
            super().do_GET()

    def do_POST(self) -> None:
        if self.path != "/client-tokens":
            self.reply(404, {"error": "not here"})
        # Accepts only requests of this site's pages. A real server also checks that the person is
        # signed in and owns the card.
        elif self.headers.get("sec-fetch-site") != "same-origin":
            self.reply(403, {"error": "only pages of this site may ask"})
        else:
            try:
                self.reply(201, mint_client_token(os.environ["PAYMENT_CARD_ID"], "SET_PAYMENT_CARD_PIN"))
            except (OSError, ValueError) as error:
                print(error, file=sys.stderr)
                self.reply(502, {"error": "the card API did not answer as it should"})


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "3000"))
    print(f"http://localhost:{port}/", flush=True)
    ThreadingHTTPServer(("localhost", port), Handler).serve_forever()
