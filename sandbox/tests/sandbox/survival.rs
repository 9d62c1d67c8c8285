//! Many clients at once, and a sandbox that is killed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::support::{Bench, CARD, OTHER_CARD, SET_PIN, VIEW_CARD};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_clients_at_once_are_all_answered() {
    let bench = Bench::new().await;
    let pin = bench.pin_token(CARD).await;
    let view = bench.card_token(OTHER_CARD, "READ_RESTRICTED_DETAILS").await;
    let ask = async |i: usize| match i % 4 {
        0 => bench.set_pin(&pin, CARD, &format!("{i:04}")).await,
        1 => bench.api(&view, VIEW_CARD, json!({ "id": OTHER_CARD })).await,
        2 => bench.server("{ ping }", json!(null)).await,
        _ => bench.api("Bearer nonsense", "{ ping }", json!(null)).await,
    };
    let answers = futures_util::future::join_all((0..200).map(ask)).await;
    let count = |kind: usize, status: u16| {
        answers
            .iter()
            .enumerate()
            .filter(|(i, answer)| i % 4 == kind && answer.status == status)
            .count()
    };
    assert_eq!((count(0, 200), count(0, 429)), (10, 40));
    assert_eq!((count(1, 200), count(1, 429)), (10, 40));
    assert_eq!(count(2, 200), 50);
    assert_eq!(count(3, 401), 50);
    let state = bench.read(&format!("/state/payment-cards/{CARD}")).await;
    assert_eq!(state["pinUpdates"], 10);
}

/// The sandbox's program, with a database in a file.
struct Program {
    child: Child,
    addresses: Value,
}

const KEY: &str = "sk_test_survival";

impl Program {
    fn start(database: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sordino-sandbox"))
            .args(["serve", "--controls", "--print-addresses", "--api-key", KEY, "--database"])
            .arg(database)
            .args(
                ["app", "frame", "api", "upload", "control"]
                    .iter()
                    .flat_map(|origin| [format!("--{origin}-port"), "0".to_owned()]),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        Self { child, addresses: serde_json::from_str(&line).expect("addresses as JSON") }
    }

    fn url(&self, origin: &str) -> String {
        self.addresses[origin].as_str().expect("an address").to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sets the card's PIN with the API key; `None` if no answer came.
async fn set_pin(http: &reqwest::Client, api: &str, card: &str, pin: &str) -> Option<bool> {
    let body = json!({ "query": SET_PIN, "variables": { "input": { "paymentCardId": card, "newPin": pin } } });
    let key = format!("Basic {}", STANDARD.encode(format!("{KEY}:")));
    let answer = http.post(api).header("authorization", key).json(&body).send().await.ok()?;
    let answer: Value = answer.json().await.ok()?;
    Some(answer["data"]["setPinForPaymentCard"]["__typename"] == "PaymentCard")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_confirmed_pin_is_lost_by_kill_9() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("sandbox.db");
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let cards = [
        CARD,
        OTHER_CARD,
        "cd_b85a3f6e0d274c91ae42f7d8103c9e6b",
        "cd_40d6e8c7f1934ab2950b7e3cd82f6a1e",
    ];

    for round in 0..3_usize {
        let mut program = Program::start(&database);
        let api = program.url("api");
        let first = Arc::new(Barrier::new(cards.len() + 1));
        // For each card one task sets one PIN after another, until the server is gone.
        let writers: Vec<_> = cards
            .iter()
            .map(|card| {
                let (http, api, card, first) =
                    (http.clone(), api.clone(), (*card).to_owned(), Arc::clone(&first));
                tokio::spawn(async move {
                    let mut confirmed = None;
                    for i in 0..40_usize {
                        let pin = format!("{:04}", round * 1000 + i);
                        match set_pin(&http, &api, &card, &pin).await {
                            Some(true) => {
                                if confirmed.replace(pin).is_none() {
                                    first.wait().await;
                                }
                            }
                            Some(false) => {}
                            None => return (card, confirmed, Some(pin)),
                        }
                    }
                    (card, confirmed, None)
                })
            })
            .collect();
        // All tasks have begun. The server is killed at another moment in each round.
        first.wait().await;
        tokio::time::sleep(Duration::from_millis(30 + 47 * round as u64)).await;
        program.child.kill().expect("killed with signal 9");
        program.child.wait().expect("gone");

        let program = Program::start(&database);
        let mut killed_while_writing = 0;
        for writer in writers {
            let (card, confirmed, under_way) = writer.await.expect("a writer");
            let confirmed = confirmed.expect("a PIN was confirmed before the kill");
            killed_while_writing += usize::from(under_way.is_some());
            // The PIN that was not confirmed may have been written or not.
            let mut matches = false;
            for pin in [Some(confirmed), under_way].into_iter().flatten() {
                let url =
                    format!("{}/state/payment-cards/{card}/verify-pin", program.url("control"));
                let answer: Value = http
                    .post(url)
                    .json(&json!({ "pin": pin }))
                    .send()
                    .await
                    .unwrap()
                    .json()
                    .await
                    .unwrap();
                matches |= answer["matches"] == true;
            }
            assert!(matches, "round {round}: {card} has lost its PIN");
        }
        assert!(
            killed_while_writing > 0,
            "round {round}: the kill came too late to prove anything"
        );
    }
}

#[tokio::test]
async fn the_program_ends_cleanly_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut program = Program::start(&folder.path().join("sandbox.db"));
        // An open connection must not keep the program from ending.
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        http.get(program.url("control") + "/requests").send().await.expect("an answer");
        let id = program.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill runs").success());
        let status =
            tokio::task::spawn_blocking(move || program.child.wait()).await.unwrap().expect("ends");
        assert!(status.success(), "{signal}: {status}");
    }
}

#[test]
fn a_database_of_another_layout_is_refused_with_advice() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("other.db");
    let connection = rusqlite::Connection::open(&database).expect("opens");
    connection.execute_batch("create table other (id); pragma user_version = 99").expect("written");
    drop(connection);
    let output = Command::new(env!("CARGO_BIN_EXE_sordino-sandbox"))
        .args([
            "serve",
            "--app-port",
            "0",
            "--frame-port",
            "0",
            "--api-port",
            "0",
            "--upload-port",
            "0",
            "--database",
        ])
        .arg(&database)
        .output()
        .expect("runs");
    assert!(!output.status.success());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("delete the file"), "{message}");
}
