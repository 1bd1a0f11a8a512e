// Looks for a key where none may stand: in files, and in the arguments and environments of processes.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** The forms in which the middle of a key could stand somewhere, as bytes by name. */
export function forms(key) {
  // The middle: neither the public prefix nor the last characters, which a hint may show.
  const piece = Buffer.from(key.slice(8, -6), "latin1");
  const text = piece.toString("latin1");
  const found = new Map([
    ["plain", piece],
    ["UTF-16", Buffer.from(text, "utf16le")],
    ["hex", Buffer.from(piece.toString("hex"))],
    ["hex, upper case", Buffer.from(piece.toString("hex").toUpperCase())],
    ["percent", Buffer.from([...piece].map((byte) => `%${byte.toString(16)}`).join(""))],
    ["reversed", Buffer.from([...text].reverse().join(""))],
  ]);
  for (const offset of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(offset), piece])
      .toString("base64")
      .replaceAll("=", "");
    // The characters at both ends also depend on what stands beside the key.
    found.set(`base64 at offset ${offset}`, Buffer.from(padded.slice(offset + 1, -2)));
  }
  return found;
}

/** What a place holds of the keys: `[{ form, place }]`. */
function look(place, bytes, needles) {
  return needles
    .filter(({ needle }) => bytes.includes(needle))
    .map(({ form }) => ({ form, place }));
}

function needlesOf(keys) {
  return keys.flatMap((key) => [...forms(key)].map(([form, needle]) => ({ form, needle })));
}

/** Searches every file under the folders, names and symbolic links included; returns hits and how much was read. */
export function searchFiles(folders, keys) {
  const needles = needlesOf(keys);
  const hits = [];
  let files = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.path, entry.name);
      hits.push(...look(`${path} (name)`, Buffer.from(path), needles));
      if (entry.isSymbolicLink())
        hits.push(...look(path, Buffer.from(readlinkSync(path)), needles));
      if (!entry.isFile()) continue;
      files += 1;
      hits.push(...look(path, readFileSync(path), needles));
    }
  }
  return { hits, files };
}

/** Searches the arguments and environment of every process that descends from this one. */
export function searchProcesses(keys) {
  const needles = needlesOf(keys);
  const hits = [];
  const pids = descendants(process.pid);
  for (const pid of pids) {
    for (const part of ["cmdline", "environ"]) {
      hits.push(...look(`/proc/${pid}/${part}`, readIfThere(`/proc/${pid}/${part}`), needles));
    }
  }
  return { hits, processes: pids.length };
}

/** Watches processes until stopped; one that lives for milliseconds is caught by chance only. */
export function watchProcesses(keys, every = 40) {
  const hits = new Map();
  let looks = 0;
  let most = 0;
  const timer = setInterval(() => {
    const found = searchProcesses(keys);
    for (const hit of found.hits) hits.set(`${hit.place} ${hit.form}`, hit);
    most = Math.max(most, found.processes);
    looks += 1;
  }, every);
  return () => {
    clearInterval(timer);
    return { hits: [...hits.values()], looks, most };
  };
}

function descendants(root) {
  const parents = new Map();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    // The name in brackets may hold anything; the fields after it are numbers.
    const parent = readIfThere(`/proc/${pid}/stat`)
      .toString("latin1")
      .split(") ")
      .at(-1)
      .split(" ")[1];
    parents.set(pid, Number(parent));
  }
  const found = new Set([root]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** What a file of /proc says; nothing when its process ended meanwhile or belongs to someone else. */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
