//! Bytes to the broker and back, through buffers: the crate for MQTT reads and writes a few bytes at a time.
//!
//! Reading can be broken off at any time; writing ends the connection if the broker takes nothing for too long.

use embedded_io_async::{ErrorType, Read, Write};
use std::io::{self, ErrorKind};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long the broker may take to accept what is written.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 10;

/// A connection with buffers in both directions.
#[derive(Debug)]
pub struct Stream {
    tcp: TcpStream,
    /// Received, but not handed out before `handed_out`.
    received: Vec<u8>,
    handed_out: usize,
    unsent: Vec<u8>,
}

impl Stream {
    /// Over this connection.
    pub fn new(tcp: TcpStream) -> Self {
        Self {
            tcp,
            received: Vec::new(),
            handed_out: 0,
            unsent: Vec::new(),
        }
    }

    async fn receive(&mut self) -> io::Result<()> {
        let mut chunk = [0; CHUNK];
        loop {
            self.tcp.readable().await?;
            match self.tcp.try_read(&mut chunk) {
                Ok(count) => {
                    self.received.clear();
                    self.received.extend_from_slice(&chunk[..count]);
                    self.handed_out = 0;
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn send(&mut self) -> io::Result<()> {
        let mut sent = 0;
        while sent < self.unsent.len() {
            self.tcp.writable().await?;
            match self.tcp.try_write(&self.unsent[sent..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        self.unsent.clear();
        Ok(())
    }
}

impl ErrorType for Stream {
    type Error = io::Error;
}

impl Read for Stream {
    async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.handed_out == self.received.len() && !buffer.is_empty() {
            self.receive().await?;
        }
        let left = &self.received[self.handed_out..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.handed_out += count;
        Ok(count)
    }
}

impl Write for Stream {
    async fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unsent.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    async fn flush(&mut self) -> io::Result<()> {
        let sent = timeout(WRITE_TIMEOUT, self.send()).await;
        sent.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
    }
}
