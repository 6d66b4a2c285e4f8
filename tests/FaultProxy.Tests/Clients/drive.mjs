// Drives the service with Toxiproxy's public client for Node and prints what it saw as one line of JSON.
// Arguments: the folder of the client's package, the service's address, an upstream's address.
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, service, upstream] = process.argv.slice(2);
const { Toxiproxy } = createRequire(path.join(folder, 'index.js'))('toxiproxy-node-client');

const toxiproxy = new Toxiproxy(service);
const seen = {};
seen.version = JSON.parse(await toxiproxy.getVersion()).version;

const proxy = await toxiproxy.createProxy({ name: 'node', listen: '127.0.0.1:0', upstream });
seen.listen = proxy.listen;
seen.enabled = (await toxiproxy.get('node')).enabled;
seen.all = Object.keys(await toxiproxy.getAll());

const toxic = await proxy.addToxic({ name: 'slow', type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 50, jitter: 0 } });
seen.toxic = toxic.toJson();
seen.updated = (await toxic.update({ attributes: { latency: 75, jitter: 5 } })).attributes;
seen.shown = (await proxy.getToxic('slow')).attributes;
await toxic.remove();
seen.removed = await proxy.getToxic('slow').catch(error => error.message);

seen.disabled = (await proxy.update({ enabled: false, listen: proxy.listen, upstream })).enabled;
await toxiproxy.reset();
seen.reset = (await toxiproxy.get('node')).enabled;
seen.populated = Object.keys(await toxiproxy.populate([{ name: 'other', listen: '127.0.0.1:0', upstream, enabled: true }]));
await proxy.remove();
seen.left = Object.keys(await toxiproxy.getAll());
console.log(JSON.stringify(seen));
