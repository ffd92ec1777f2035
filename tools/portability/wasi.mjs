// Runs a program of WebAssembly: wasi.mjs MODULE ARGUMENT ...
//
// The program sees this folder and what is in it, under the names that they have here.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const args = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args, env: process.env, preopens: { [process.cwd()]: process.cwd() }, returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(args[0]));
const program = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
process.exitCode = wasi.start(program);
