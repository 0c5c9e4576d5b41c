#!/usr/bin/env node
// node server.mjs [--port N] [--stay]
// Prints "listening 127.0.0.1:PORT" when ready and ends when its stdin is closed (so that no server outlives the test process that
// started it), unless --stay is given.
import net from 'node:net';
import { pathToFileURL } from 'node:url';
import { Server } from './commands.mjs';
import { serve } from './wire.mjs';

/** Starts a server on loopback; for tests in the same process. */
export async function start(port = 0) {
  const server = new Server(), sockets = new Set();
  const listener = net.createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, server);
  });
  await new Promise((resolve, reject) => { listener.once('error', reject); listener.listen(port, '127.0.0.1', resolve); });
  return {
    server, port: listener.address().port, url: `mongodb://127.0.0.1:${listener.address().port}/`,
    stop: () => { for (const s of sockets) s.destroy(); return new Promise(resolve => listener.close(resolve)); },
  };
}

async function main(argv) {
  let port = 0, stay = false;
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--port' && /^\d{1,5}$/.test(argv[i + 1] ?? '')) port = Number(argv[++i]);
    else if (argv[i] === '--stay') stay = true;
    else { process.stderr.write(`unknown argument ${argv[i]}\nusage: node server.mjs [--port N] [--stay]\n`); process.exit(2); }
  }
  const running = await start(port);
  process.stdout.write(`listening 127.0.0.1:${running.port}\n`);
  const end = () => process.exit(0);
  if (!stay) process.stdin.on('end', end).on('close', end).on('error', end).resume();
  process.on('SIGTERM', end).on('SIGINT', end);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch(e => { process.stderr.write(`${e.message}\n`); process.exit(1); });
}
