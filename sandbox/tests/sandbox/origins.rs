//! The frame's headers, the customer's server, and the error of a port that is taken.

use std::path::Path;

use serde_json::{Value, json};
use sordino_sandbox::StartError;
use sordino_sandbox::cli::Serve;
use sordino_sandbox::sandbox::Sandbox;

use crate::support::{Answer, Bench, CARD};

/// Writes the files of `sordino frame` that a host reads.
fn write_frame(folder: &Path) {
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("written");
    write("vault.html", b"<!doctype html>");
    write("vault.js", b"export {}");
    write("vault.js.br", b"brotli");
    write("sordino_bg.wasm", b"\0asm");
    let file = |content_type: &str, policy: &str| {
        json!({ "integrity": "sha384-", "size": 1, "headers": {
            "Content-Type": content_type, "Cache-Control": IMMUTABLE, "Content-Security-Policy": policy,
        } })
    };
    let manifest = json!({
        "release": "1",
        "files": {
            "vault.html": file("text/html; charset=utf-8", "default-src 'none'"),
            "vault.js": file("text/javascript; charset=utf-8", "sandbox"),
            "sordino_bg.wasm": file("application/wasm", "sandbox"),
        },
        "otherwise": { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
    });
    write("manifest.json", manifest.to_string().as_bytes());
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

fn serving(folder: &Path) -> Serve {
    Serve { frame: Some(folder.to_owned()), ..Serve::default() }
}

async fn with_frame() -> (Bench, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    write_frame(folder.path());
    let bench = Bench::with(serving(folder.path())).await;
    (bench, folder)
}

async fn get(bench: &Bench, url: &str) -> Answer {
    Answer::of(bench.http.get(url).send().await.expect("an answer")).await
}

#[tokio::test]
async fn the_frames_files_have_the_headers_of_their_deployment_and_nothing_else_is_served() {
    let (bench, _folder) = with_frame().await;
    let frame = &bench.sandbox.addresses().frame;
    for (path, found) in [
        ("vault.html", Some(("text/html; charset=utf-8", "default-src 'none'"))),
        ("vault.html?x=1", Some(("text/html; charset=utf-8", "default-src 'none'"))),
        ("vault.js", Some(("text/javascript; charset=utf-8", "sandbox"))),
        ("sordino_bg.wasm", Some(("application/wasm", "sandbox"))),
        ("vault.js.br", None),
        ("manifest.json", None),
        ("missing.js", None),
        ("", None),
        ("../Cargo.toml", None),
        ("%2e%2e/Cargo.toml", None),
    ] {
        let answer = get(&bench, &format!("{frame}{path}")).await;
        if let Some((content_type, policy)) = found {
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-type"), Some(content_type), "{path}");
            assert_eq!(answer.header("content-security-policy"), Some(policy), "{path}");
            assert_eq!(answer.header("cache-control"), Some(IMMUTABLE), "{path}");
        } else {
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        }
    }
    let packed = bench
        .http
        .get(format!("{frame}vault.js"))
        .header("accept-encoding", "gzip, br")
        .send()
        .await
        .unwrap();
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(packed.headers()["vary"], "accept-encoding");
    assert_eq!(packed.text().await.unwrap(), "brotli");
}

#[tokio::test]
async fn a_fault_can_affect_one_file_of_the_frame() {
    let (bench, _folder) = with_frame().await;
    let frame = &bench.sandbox.addresses().frame;
    bench
        .control(
            "/faults",
            json!({ "kind": "status", "status": 503, "target": "frame", "path": "vault.js" }),
        )
        .await;
    assert_eq!(get(&bench, &format!("{frame}vault.html")).await.status, 200);
    assert_eq!(get(&bench, &format!("{frame}vault.js")).await.status, 503);
    assert_eq!(get(&bench, &format!("{frame}vault.js")).await.status, 200);
}

#[tokio::test]
async fn an_answer_without_a_file_has_no_file_headers() {
    let (bench, _folder) = with_frame().await;
    let url = format!("{}vault.html", bench.sandbox.addresses().frame);
    bench
        .control(
            "/faults",
            json!({ "kind": "status", "status": 503, "target": "frame", "path": "vault.html" }),
        )
        .await;
    let broken = get(&bench, &url).await;
    assert_eq!(broken.status, 503);
    assert_eq!(broken.header("cache-control"), Some("no-store"));
    assert_eq!(broken.header("content-security-policy"), None);
}

#[tokio::test]
async fn an_incomplete_frame_is_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    for (broken, named) in [
        (None, "manifest.json"),
        (Some("{}"), "missing field"),
        (
            Some(r#"{"files": {"vault.wasm": {"headers": {}}}, "otherwise": {}}"#),
            "vault.wasm is missing",
        ),
        (Some(r#"{"files": {}, "otherwise": {"X-Bad": "a\nb"}}"#), "X-Bad"),
    ] {
        if let Some(text) = broken {
            std::fs::write(folder.path().join("manifest.json"), text).expect("written");
        }
        let error = Sandbox::start(serving(folder.path())).await.err().expect("refused");
        assert!(error.to_string().contains(named), "{error}");
        assert!(matches!(error, StartError::Frame { .. }));
    }
}

#[tokio::test]
async fn without_a_package_the_frame_says_how_to_build_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::with(Serve { package: folder.path().to_owned(), ..Serve::default() }).await;
    let answer = get(&bench, &format!("{}vault.html", bench.sandbox.addresses().frame)).await;
    assert_eq!(answer.status, 404);
    assert!(answer.body.as_str().unwrap().contains("cargo xtask build"), "{answer:?}");
}

#[tokio::test]
async fn the_customers_server_mints_tokens_over_http() {
    let bench = Bench::new().await;
    let app = &bench.sandbox.addresses().app;
    let request = |body: Value| bench.http.post(format!("{app}/client-tokens")).json(&body).send();

    let minted =
        Answer::of(request(json!({ "for": "setPaymentCardPin", "id": CARD })).await.unwrap()).await;
    assert_eq!(minted.status, 201, "{minted:?}");
    assert_eq!(minted.body["usage"], "UNTIL_EXPIRATION");
    assert!(minted.body["expirationDate"].is_string());
    let token = crate::support::bearer(&minted.body["value"]);
    assert_eq!(bench.set_pin(&token, CARD, "4817").await.field()["__typename"], "PaymentCard");
    let log = bench.read("/requests").await;
    assert!(log.as_array().unwrap().iter().any(|seen| {
        seen["origin"] == "api"
            && seen["headersSeen"]["authorization"]
                .as_str()
                .is_some_and(|value| value.starts_with("Basic sha256:"))
    }));

    for (body, status) in [
        (json!({ "for": "setPaymentCardPin", "id": "cd_unknown" }), 422),
        (json!({ "for": "setPaymentCardPin" }), 400),
        (json!({ "for": "everything", "id": CARD }), 400),
        (json!({}), 400),
    ] {
        let refused = Answer::of(request(body.clone()).await.unwrap()).await;
        assert_eq!(refused.status, status, "{body}");
        assert!(refused.body["error"].is_string(), "{body}");
    }
    let foreign =
        bench.http.post(format!("{app}/client-tokens")).header("origin", "https://evil.example");
    let foreign =
        foreign.json(&json!({ "for": "setPaymentCardPin", "id": CARD })).send().await.unwrap();
    assert_eq!(foreign.status(), 400);

    bench.control("/faults", json!({ "kind": "status", "status": 503 })).await;
    assert_eq!(
        request(json!({ "for": "setPaymentCardPin", "id": CARD })).await.unwrap().status(),
        502
    );
}

#[tokio::test]
async fn the_page_learns_where_the_frame_is_and_no_secrets() {
    let bench = Bench::new().await;
    let addresses = bench.sandbox.addresses();
    let config = get(&bench, &format!("{}/config.json", addresses.app)).await;
    assert_eq!(
        config.body,
        json!({ "frameUrl": addresses.frame, "release": env!("CARGO_PKG_VERSION") })
    );

    let objects = get(&bench, &format!("{}/objects.json", addresses.app)).await;
    let card = &objects.body["paymentCards"][0];
    let keys: Vec<&str> = card.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["holderName", "id", "last4", "network", "status"]);
    let statuses: Vec<&str> = objects.body["paymentCards"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|card| card["status"].as_str())
        .collect();
    for status in ["ACTIVE", "ACTIVATION_REQUIRED", "SUSPENDED", "CLOSED"] {
        assert!(statuses.contains(&status), "{status}");
    }
}

#[tokio::test]
async fn a_taken_port_is_named_with_its_option() {
    let bench = Bench::new().await;
    let port: u16 = bench.sandbox.addresses().app.rsplit_once(':').unwrap().1.parse().unwrap();
    let error = Sandbox::start(Serve { upload_port: port, ..Serve::default() })
        .await
        .err()
        .expect("refused");
    let message = error.to_string();
    assert!(message.contains(&format!("port {port} is taken")), "{message}");
    assert!(message.contains("--upload-port"), "{message}");
}
