//! The bare HTTP server that the benchmarks hold ours against: the same library, and nothing else.

use std::error::Error;

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use axum::serve::ListenerExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("say on which address")?;
    let listener = tokio::net::TcpListener::bind(address).await?.tap_io(|stream| {
        // Without it the figure would only be lower.
        let _ = stream.set_nodelay(true);
    });
    let echo = post(async |body: Bytes| body);
    Ok(axum::serve(listener, Router::new().route("/", echo)).await?)
}
