import { createServer } from 'node:http';

/** Answers every request with the same small JSON object; prints its port when it listens. */
const body = JSON.stringify({
  data: Array.from({ length: 3 }, (_, id) => ({ id: String(id), name: `item ${id}`, count: id, active: true })),
});
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.on('disconnect', () => process.exit());
