//! Model servers on this computer: found when asked, and never sent a key.

use keystow_test_support::practice::{Canned, Practice, PracticeOptions};

use crate::support::Desk;

fn port(practice: &Practice) -> u16 {
    practice.url().rsplit(':').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_server_is_found_by_its_port_with_its_models_or_its_wish_for_a_key() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let open = Practice::start(PracticeOptions {
        always: Some(Canned {
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body:
                r#"{"object":"list","data":[{"id":"tiny","object":"model","owned_by":"llamacpp"}]}"#
                    .to_owned(),
        }),
        ..PracticeOptions::default()
    });
    // It answers like OpenAI: only with a key.
    let guarded = &desk.practice;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = closed.local_addr().unwrap().port();
    drop(closed);
    let ports = [port(&open), port(guarded), free];
    let found = keystow.find_local_servers(&ports).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|server| (server.name.as_str(), server.needs_key, server.models))
        .collect();
    let address = format!("127.0.0.1:{}", port(guarded));
    assert_eq!(told, [("llama.cpp", false, 1), (address.as_str(), true, 0)]);
    assert_eq!(found[0].base_url, format!("{}/v1", open.url()));
    assert_eq!(found[0].provider, None);
    for practice in [&open, guarded] {
        assert!(practice.requests().iter().all(|seen| !seen.had_key));
    }
    assert!(
        keystow.credentials().await.unwrap().is_empty(),
        "nothing was stored"
    );
}

#[tokio::test]
async fn what_is_no_model_server_is_not_offered() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    for (status, body) in [
        (200, "<html>hello</html>"),
        (200, "{}"),
        (200, "[]"),
        (200, "nonsense"),
        (401, "<html><title>Log in</title></html>"),
        (404, "{}"),
    ] {
        let page = Practice::start(PracticeOptions {
            always: Some(Canned {
                status,
                headers: Vec::new(),
                body: body.to_owned(),
            }),
            ..PracticeOptions::default()
        });
        let found = keystow.find_local_servers(&[port(&page)]).await.unwrap();
        assert_eq!(found, [], "{body}");
    }
}
