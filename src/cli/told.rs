//! Waiting for the signal to end, for subcommands that run on tokio; systemd hears when they are ready and when they end.

use backpropd::daemon::shutdown::Shutdown;
use backpropd::daemon::systemd::Notifier;
use std::time::Duration;

/// How often to check whether to end.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Says that the program is ready, waits for the signal, and says that it ends.
pub async fn until_told(shutdown: &Shutdown) {
    let mut notifier = Notifier::from_env();
    notifier.ready();
    while !shutdown.is_due() {
        tokio::time::sleep(POLL_INTERVAL).await;
        notifier.retry();
    }
    notifier.stopping();
}
