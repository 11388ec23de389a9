//! A headless Chromium, spoken to over its own protocol: real clicks and keys, and an ear for errors and requests.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PATIENCE: Duration = Duration::from_secs(60);

const DRAWING: Duration = Duration::from_secs(5);

/// Whether an answer did not come in time.
fn is_late(error: &anyhow::Error) -> bool {
    let late =
        |error: &tungstenite::Error| matches!(error, tungstenite::Error::Io(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut));
    error.downcast_ref().is_some_and(late)
}

/// One browser at a time: several at once are slower than one after the other.
static TURN: Mutex<()> = Mutex::new(());

/// A browser with one empty page, closed when it goes out of scope.
pub(crate) struct Browser {
    child: Child,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    calls: u64,
    events: Vec<Value>,
    profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts a browser; `None`, with a word, where there is none.
    pub(crate) fn start() -> Result<Option<Self>> {
        let works = |program: &&&str| Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        let Some(program) = PROGRAMS.iter().find(works) else {
            println!("skipped: no Chromium on this machine");
            return Ok(None);
        };
        // A test that failed in its turn takes nothing from the next.
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let profile = tempfile::tempdir()?;
        let child = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"])
            // A page that counts as hidden draws nothing, and a click waits for the next drawing.
            .args(["--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling"])
            .args(["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let (port, path) = listening(profile.path())?;
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)?;
        let mut browser = Self { child, socket, session: None, calls: 0, events: Vec::new(), profile, _turn: turn };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let session = browser.call("Target.attachToTarget", &json!({ "targetId": target["targetId"], "flatten": true }))?;
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}))?;
        }
        browser.call("Page.bringToFront", &json!({}))?;
        Ok(Some(browser))
    }

    /// Asks for something and waits for the answer; what the browser says meanwhile is kept.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string()))?;
        loop {
            let mut answer = self.read()?;
            if answer["id"] == self.calls {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
            self.events.push(answer);
        }
    }

    fn read(&mut self) -> Result<Value> {
        loop {
            if let Message::Text(text) = self.socket.read()? {
                return Ok(serde_json::from_str(&text)?);
            }
        }
    }

    /// The size of the window in pixels.
    pub(crate) fn resize(&mut self, width: u32, height: u32) -> Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size).map(drop)
    }

    /// Opens a page from a file and waits until it is loaded.
    pub(crate) fn open(&mut self, page: &str) -> Result<()> {
        let file = self.profile.path().join("page.html");
        fs::write(&file, page)?;
        self.events.clear();
        self.call("Page.navigate", &json!({ "url": format!("file://{}", file.display()) }))?;
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.read()?;
            self.events.push(event);
        }
        Ok(())
    }

    /// The value of an expression in the page.
    pub(crate) fn eval(&mut self, expression: &str) -> Result<Value> {
        let mut result = self.call("Runtime.evaluate", &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }))?;
        ensure!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        Ok(result["result"]["value"].take())
    }

    /// Clicks with the mouse on the first line of an element, which is brought into sight as a reader would. The browser knows what
    /// lies under the mouse once it is drawn.
    pub(crate) fn click(&mut self, selector: &str) -> Result<()> {
        let name = json!(selector);
        let place = self.eval(&format!(
            "(async () => {{ const e = document.querySelector({name}); let place;
              for (let tries = 0; tries < 20; tries++) {{
                e.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 50))));
                const r = e.getClientRects()[0];
                const [x, y] = [r.x + Math.min(r.width / 2, 40), r.y + r.height / 2];
                place = [x, y, e.contains(document.elementFromPoint(x, y))];
                if (place[2]) break;
              }}
              return place; }})()"
        ))?;
        ensure!(place[2] == true, "{selector} is covered at {place}");
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            // The answer comes with the next drawing, which a busy browser may leave out: what the click did is asked for anyway.
            self.socket.get_mut().set_read_timeout(Some(DRAWING))?;
            let answer = self.call("Input.dispatchMouseEvent", &event);
            self.socket.get_mut().set_read_timeout(Some(PATIENCE))?;
            match answer {
                Err(error) if is_late(&error) => {}
                answer => drop(answer?),
            }
        }
        Ok(())
    }

    /// Presses a key, named as in `KeyboardEvent.key`.
    pub(crate) fn press(&mut self, key: &str) -> Result<()> {
        let mut event = json!({ "type": "keyDown", "key": key });
        let code = match key {
            "Enter" => Some((13, "\r")),
            "Tab" => Some((9, "")),
            " " => Some((32, " ")),
            _ => None,
        };
        if let Some((code, text)) = code {
            event["windowsVirtualKeyCode"] = json!(code);
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", &event)?;
        self.call("Input.dispatchKeyEvent", &json!({ "type": "keyUp", "key": key })).map(drop)
    }

    /// What the page complained of, and what it asked the network for: nothing, when all is well.
    pub(crate) fn complaints(&mut self) -> Result<Vec<String>> {
        // An answer comes after all that happened before the question.
        self.eval("new Promise((done) => setTimeout(done, 50))")?;
        let bad = self.events.iter().filter(|event| match event["method"].as_str() {
            Some("Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded" | "Page.javascriptDialogOpening") => true,
            Some("Network.requestWillBeSent") => !event["params"]["request"]["url"].as_str().unwrap_or_default().starts_with("file://"),
            _ => false,
        });
        Ok(bad.map(Value::to_string).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        // A browser that does not answer is ended; there is nobody to tell.
        if self.call("Browser.close", &json!({})).is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The port and path that a browser listens at, which it writes into its profile.
fn listening(profile: &Path) -> Result<(u16, String)> {
    let file = profile.join("DevToolsActivePort");
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Ok(text) = fs::read_to_string(&file)
            && let Some((port, path)) = text.split_once('\n')
        {
            return Ok((port.parse().context("the browser's port is a number")?, path.trim().to_owned()));
        }
        sleep(Duration::from_millis(20));
    }
    bail!("the browser did not start")
}
