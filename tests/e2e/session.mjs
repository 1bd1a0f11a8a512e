// A private desktop session: its own home, display, session bus and gnome-keyring, and every process
// started in it, ended by its own pid when the session closes. Nothing of the person's session is touched.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The keyring's password in tests. */
const KEYRING_PASSWORD = "keyring-password-of-a-test";

/** A bus that starts no service by itself: what is on it was started here. */
const BUS_CONFIG = (
  address,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** Waits until `look` returns something true, and fails in words when `ms` have passed. */
export async function eventually(what, ms, look) {
  const end = Date.now() + ms;
  let last;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) {
      const because = last ? ` (${String(last.message ?? last).split("\n")[0]})` : "";
      throw new Error(`${what}: not within ${ms} ms${because}`);
    }
    await sleep(25);
  }
}

/** Settles with `promise`, or fails in words when `ms` have passed. */
export async function within(what, ms, promise) {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: not within ${ms} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

/** A port of this machine that is free now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Says the login password to gnome-keyring's control socket, as PAM does: a byte for the credentials,
 * then length, operation 1 (unlock) and the password; it answers with a length and 0.
 * It takes this from its own account only, so it runs as a program of the session.
 */
const SAY_PASSWORD = `
  const socket = require("node:net").connect(process.env.XDG_RUNTIME_DIR + "/keyring/control");
  const password = require("node:fs").readFileSync(0);
  const packet = Buffer.alloc(13);
  packet.writeUInt32BE(12 + password.length, 1);
  packet.writeUInt32BE(1, 5);
  packet.writeUInt32BE(password.length, 9);
  socket.write(Buffer.concat([packet, password]));
  socket.once("data", (answer) => process.exit(answer.readUInt32BE(4)));
`;

export class Session {
  #children = [];
  #keyring;
  #user;

  constructor(user) {
    this.#user = user;
    this.folder = this.#own(mkdtempSync(join(tmpdir(), "keystow-session-")));
    this.home = this.#folder("home", 0o700);
    this.runtime = this.#folder("runtime", 0o700);
    this.logs = this.#folder("logs", 0o700);
    this.env = {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LANG: "C.UTF-8",
      HOME: this.home,
      XDG_RUNTIME_DIR: this.runtime,
      XDG_DATA_HOME: join(this.home, ".local/share"),
      XDG_CONFIG_HOME: join(this.home, ".config"),
      XDG_CACHE_HOME: join(this.home, ".cache"),
      XDG_SESSION_TYPE: "x11",
      GDK_BACKEND: "x11",
      NO_AT_BRIDGE: "1",
      GTK_A11Y: "none",
      RUST_BACKTRACE: "1",
      // Everything the programs can log, so that the search for keys sees it.
      KEYSTOW_LOG: "trace",
    };
  }

  /** Starts display, bus and an unlocked keyring. `user` is a uid to run them as, or undefined. */
  static async start({ user, keyring = true } = {}) {
    const session = new Session(user);
    try {
      await session.#startDisplay();
      session.env.DBUS_SESSION_BUS_ADDRESS = await session.#startBus("bus");
      if (keyring) await session.startKeyring();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** Starts a program of this session; it is ended when the session closes. */
  spawn(name, program, args, { env = {}, stdio = ["ignore", "log", "log"] } = {}) {
    const log = stdio.includes("log")
      ? openSync(join(this.logs, `${name}.log`), "a", 0o600)
      : undefined;
    const child = spawn(program, args, {
      cwd: this.home,
      env: { ...this.env, ...env },
      stdio: stdio.map((stream) => (stream === "log" ? log : stream)),
      ...(this.#user === undefined ? {} : { uid: this.#user, gid: this.#user }),
    });
    child.once("error", (error) => {
      child.failure = error;
    });
    this.#children.push(child);
    return child;
  }

  /** Runs a program to its end; returns its code and what it printed. */
  async run(program, args, { input = "", env = {}, ms = 30_000 } = {}) {
    const child = this.spawn("run", program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const [code, signal] = await within(
      `${program} ${args[0] ?? ""} ends`,
      ms,
      once(child, "close"),
    );
    return { code, signal, stdout, stderr, endedAt: Date.now() };
  }

  /** Starts gnome-keyring, unlocked, with a login collection that is the default. */
  async startKeyring() {
    mkdirSync(join(this.env.XDG_DATA_HOME, "keyrings"), { recursive: true, mode: 0o700 });
    writeFileSync(join(this.env.XDG_DATA_HOME, "keyrings/default"), "login");
    for (const part of [
      "",
      ".local",
      ".local/share",
      ".local/share/keyrings",
      ".local/share/keyrings/default",
    ]) {
      this.#own(join(this.home, part));
    }
    const args = ["--foreground", "--unlock", "--components=secrets"];
    this.#keyring = this.spawn("keyring", "gnome-keyring-daemon", args, {
      stdio: ["pipe", "log", "log"],
    });
    this.#keyring.stdin.end(KEYRING_PASSWORD);
    await eventually("the keyring is on the bus", 10_000, async () => {
      const { stdout } = await this.#ask(
        "org.freedesktop.DBus",
        "/",
        "org.freedesktop.DBus.NameHasOwner",
        ["string:org.freedesktop.secrets"],
      );
      return stdout.includes("true");
    });
    await eventually(
      "the login collection is there",
      10_000,
      async () => (await this.#loginIsLocked()) === false,
    );
  }

  /** Cuts the login keyring's file to nothing, as a full disk or a crash does, and starts the keyring anew. */
  async loseKeyring() {
    await this.end(this.#keyring);
    writeFileSync(join(this.env.XDG_DATA_HOME, "keyrings/login.keyring"), "");
    await this.startKeyring();
  }

  /** Stops the keyring in its tracks: it takes calls and answers none. */
  pauseKeyring() {
    this.#keyring.kill("SIGSTOP");
  }

  /** Lets a paused keyring go on. */
  resumeKeyring() {
    this.#keyring.kill("SIGCONT");
  }

  /** Locks the login collection, as a screen lock of some desktops does. */
  async lockKeyring() {
    await this.#ask(
      "org.freedesktop.secrets",
      "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service.Lock",
      ["array:objpath:/org/freedesktop/secrets/collection/login"],
    );
    await eventually("the keyring is locked", 5_000, () => this.#loginIsLocked());
  }

  /** Unlocks it again, as logging in does. */
  async unlockKeyring() {
    const { code, stderr } = await this.run(process.execPath, ["-e", SAY_PASSWORD], {
      input: KEYRING_PASSWORD,
    });
    if (code !== 0) throw new Error(`the keyring does not take the password: ${code} ${stderr}`);
    await eventually("the keyring is unlocked", 5_000, async () => !(await this.#loginIsLocked()));
  }

  /** The address of a second bus, on which there is no keyring. */
  busWithoutKeyring() {
    return this.#startBus("bare-bus");
  }

  /** Ends everything this session started, last first, and removes its folder. */
  async close() {
    for (const child of this.#children.reverse()) await this.end(child);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Ends one program: politely, and for good after three seconds. */
  async end(child) {
    if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await within("it ends", 3_000, gone).catch(async () => {
      child.kill("SIGKILL");
      await gone;
    });
  }

  async #startDisplay() {
    const args = ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
    const xvfb = this.spawn("display", "Xvfb", args, { stdio: ["ignore", "log", "log", "pipe"] });
    const [number] = await within("Xvfb answers", 15_000, once(xvfb.stdio[3], "data"));
    this.env.DISPLAY = `:${String(number).trim()}`;
  }

  async #startBus(name) {
    const socket = join(this.runtime, name);
    const config = join(this.folder, `${name}.conf`);
    writeFileSync(config, BUS_CONFIG(socket));
    this.#own(config);
    const args = [`--config-file=${config}`, "--nofork", "--nopidfile"];
    this.spawn(name, "dbus-daemon", args);
    const address = `unix:path=${socket}`;
    await eventually("the session bus answers", 10_000, async () => {
      const { code } = await this.#ask(
        "org.freedesktop.DBus",
        "/",
        "org.freedesktop.DBus.GetId",
        [],
        address,
      );
      return code === 0;
    });
    return address;
  }

  async #loginIsLocked() {
    const { stdout } = await this.#ask(
      "org.freedesktop.secrets",
      "/org/freedesktop/secrets/collection/login",
      "org.freedesktop.DBus.Properties.Get",
      ["string:org.freedesktop.Secret.Collection", "string:Locked"],
    );
    const answer = /boolean (true|false)/.exec(stdout);
    if (!answer) throw new Error("the keyring does not say whether it is locked");
    return answer[1] === "true";
  }

  #ask(destination, path, method, args, address = this.env.DBUS_SESSION_BUS_ADDRESS) {
    const call = [
      `--bus=${address}`,
      "--print-reply",
      `--dest=${destination}`,
      path,
      method,
      ...args,
    ];
    return this.run("dbus-send", call, { ms: 10_000 });
  }

  #folder(name, mode) {
    const path = join(this.folder, name);
    mkdirSync(path);
    chmodSync(path, mode);
    return this.#own(path);
  }

  #own(path) {
    if (this.#user !== undefined) chownSync(path, this.#user, this.#user);
    return path;
  }
}
