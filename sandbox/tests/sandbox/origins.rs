//! The frame's headers, the customer's server, and what a taken port says.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sordino_sandbox::StartError;
use sordino_sandbox::cli::Serve;
use sordino_sandbox::sandbox::Sandbox;

use crate::support::{Answer, Bench, CARD};

const SCRIPT: &str = "onmessage = () => 1 < 2";

fn write_frame(folder: &Path) {
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("written");
    write("vault.html", br#"<meta content="{{api}}"><meta content="{{upload}}"><meta content="{{embedders}}">"#);
    write("field.html", format!("<!doctype html><script>{SCRIPT}</script>").as_bytes());
    write("vault.js", b"export {}");
    write("vault.js.br", b"brotli");
    write("sordino_bg.wasm", b"\0asm");
}

async fn with_frame() -> (Bench, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    write_frame(folder.path());
    let bench = Bench::with(Serve { frame: folder.path().to_owned(), ..Serve::default() }).await;
    (bench, folder)
}

async fn get(bench: &Bench, url: &str) -> Answer {
    Answer::of(bench.http.get(url).send().await.expect("an answer")).await
}

#[tokio::test]
async fn the_vault_knows_its_endpoint_and_its_embedders_from_its_own_origin() {
    let (bench, _folder) = with_frame().await;
    let addresses = bench.sandbox.addresses();
    let answer = get(&bench, &format!("{}vault.html", addresses.frame)).await;
    assert_eq!(
        answer.body,
        format!(
            r#"<meta content="{}"><meta content="{}"><meta content="{}">"#,
            addresses.api, addresses.upload, addresses.app
        )
    );
    let api = addresses.api.trim_end_matches("/graphql");
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {api} {}; frame-ancestors {}; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        addresses.upload, addresses.app
    );
    assert_eq!(answer.header("content-security-policy"), Some(policy.as_str()));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
}

#[tokio::test]
async fn the_field_runs_one_script_by_its_hash() {
    let (bench, _folder) = with_frame().await;
    let answer = get(&bench, &format!("{}field.html", bench.sandbox.addresses().frame)).await;
    let hash = STANDARD.encode(Sha256::digest(SCRIPT));
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.contains(&format!("script-src 'sha256-{hash}';")), "{policy}");
    assert!(!policy.contains("connect-src"));
}

#[tokio::test]
async fn everything_of_the_frame_has_its_headers() {
    let (bench, _folder) = with_frame().await;
    let frame = &bench.sandbox.addresses().frame;
    for (path, content_type, status) in [
        ("vault.html", "text/html; charset=utf-8", 200),
        ("field.html", "text/html; charset=utf-8", 200),
        ("vault.js", "text/javascript", 200),
        ("sordino_bg.wasm", "application/wasm", 200),
        ("missing.js", "", 404),
        ("", "", 404),
        ("../Cargo.toml", "", 404),
        ("%2e%2e/Cargo.toml", "", 404),
    ] {
        let answer = get(&bench, &format!("{frame}{path}")).await;
        assert_eq!(answer.status, status, "{path}");
        for (name, value) in [
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("access-control-allow-origin", "*"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("permissions-policy").unwrap().contains("clipboard-write=(self)"));
        let caching = if status == 200 { "public, max-age=31536000, immutable" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), Some(caching), "{path}");
        if status == 200 {
            assert_eq!(answer.header("content-type"), Some(content_type), "{path}");
        }
    }
    let packed = bench.http.get(format!("{frame}vault.js")).header("accept-encoding", "gzip, br").send().await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(packed.text().await.unwrap(), "brotli");
}

#[tokio::test]
async fn faults_can_hurt_one_file_of_the_frame() {
    let (bench, _folder) = with_frame().await;
    let frame = &bench.sandbox.addresses().frame;
    bench.control("/faults", json!({ "kind": "status", "status": 503, "target": "frame", "path": "vault.js" })).await;
    assert_eq!(get(&bench, &format!("{frame}vault.html")).await.status, 200);
    assert_eq!(get(&bench, &format!("{frame}vault.js")).await.status, 503);
    assert_eq!(get(&bench, &format!("{frame}vault.js")).await.status, 200);
}

#[tokio::test]
async fn a_frame_that_is_not_whole_is_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    write_frame(folder.path());
    std::fs::write(folder.path().join("vault.html"), "{{surprise}}").expect("written");
    let options = Serve { frame: folder.path().to_owned(), ..Serve::default() };
    let error = Sandbox::start(options.clone()).await.err().expect("refused");
    assert!(error.to_string().contains("surprise"), "{error}");

    write_frame(folder.path());
    std::fs::write(folder.path().join("field.html"), "<script>1</script><script>2</script>").expect("written");
    assert!(matches!(Sandbox::start(options).await.err(), Some(StartError::Frame { .. })));
}

#[tokio::test]
async fn the_customers_server_mints_tokens_over_http() {
    let bench = Bench::new().await;
    let app = &bench.sandbox.addresses().app;
    let wish = |body: Value| bench.http.post(format!("{app}/client-tokens")).json(&body).send();

    let minted = Answer::of(wish(json!({ "for": "setPaymentCardPin", "id": CARD })).await.unwrap()).await;
    assert_eq!(minted.status, 201, "{minted:?}");
    assert_eq!(minted.body["usage"], "UNTIL_EXPIRATION");
    assert!(minted.body["expirationDate"].is_string());
    let token = crate::support::bearer(&minted.body["value"]);
    assert_eq!(bench.set_pin(&token, CARD, "4817").await.field()["__typename"], "PaymentCard");
    let log = bench.look("/requests").await;
    assert!(log.as_array().unwrap().iter().any(|seen| seen["origin"] == "api"
        && seen["headersSeen"]["authorization"].as_str().is_some_and(|value| value.starts_with("Basic sha256:"))));

    for (body, status) in [
        (json!({ "for": "setPaymentCardPin", "id": "cd_unknown" }), 422),
        (json!({ "for": "setPaymentCardPin" }), 400),
        (json!({ "for": "everything", "id": CARD }), 400),
        (json!({}), 400),
    ] {
        let refused = Answer::of(wish(body.clone()).await.unwrap()).await;
        assert_eq!(refused.status, status, "{body}");
        assert!(refused.body["error"].is_string(), "{body}");
    }
    let foreign = bench.http.post(format!("{app}/client-tokens")).header("origin", "https://evil.example");
    let foreign = foreign.json(&json!({ "for": "setPaymentCardPin", "id": CARD })).send().await.unwrap();
    assert_eq!(foreign.status(), 400);

    bench.control("/faults", json!({ "kind": "status", "status": 503 })).await;
    assert_eq!(wish(json!({ "for": "setPaymentCardPin", "id": CARD })).await.unwrap().status(), 502);
}

#[tokio::test]
async fn the_page_learns_where_the_frame_is_and_no_secrets() {
    let bench = Bench::new().await;
    let addresses = bench.sandbox.addresses();
    let config = get(&bench, &format!("{}/config.json", addresses.app)).await;
    assert_eq!(config.body, json!({ "frameUrl": addresses.frame, "release": env!("CARGO_PKG_VERSION") }));

    let objects = get(&bench, &format!("{}/objects.json", addresses.app)).await;
    let card = &objects.body["paymentCards"][0];
    let keys: Vec<&str> = card.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["holderName", "id", "last4", "network", "status"]);
    let statuses: Vec<&str> =
        objects.body["paymentCards"].as_array().unwrap().iter().filter_map(|card| card["status"].as_str()).collect();
    for status in ["ACTIVE", "ACTIVATION_REQUIRED", "SUSPENDED", "CLOSED"] {
        assert!(statuses.contains(&status), "{status}");
    }
}

#[tokio::test]
async fn a_taken_port_is_named_with_its_option() {
    let bench = Bench::new().await;
    let port: u16 = bench.sandbox.addresses().app.rsplit_once(':').unwrap().1.parse().unwrap();
    let error = Sandbox::start(Serve { upload_port: port, ..Serve::default() }).await.err().expect("refused");
    let message = error.to_string();
    assert!(message.contains(&format!("port {port} is taken")), "{message}");
    assert!(message.contains("--upload-port"), "{message}");
}
