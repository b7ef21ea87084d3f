// An outside client: the unmodified npm package @microsoft/signalr in Node. Arguments: folder with node_modules, address,
// topic; the token comes in the environment. Prints one JSON line per snapshot and message, ends at end of input.
import { createRequire } from 'node:module';

const [folder, address, topic] = process.argv.slice(2);
const signalR = createRequire(`${folder}/package.json`)('@microsoft/signalr');
const connection = new signalR.HubConnectionBuilder()
  .withUrl(`${address}hubs/live`, { accessTokenFactory: () => process.env.TOKEN })
  .configureLogging(signalR.LogLevel.Error)
  .build();
const print = (kind, body) => console.log(JSON.stringify({ kind, body }));
connection.on('snapshot', body => print('snapshot', body));
connection.on('kpi', body => print('kpi', body));
await connection.start();
try {
  await connection.invoke('Watch', topic);
  print('watching', topic);
} catch (error) {
  print('refused', String(error.message));
}

process.stdin.on('end', async () => {
  await connection.stop();
  process.exit(0);
});
process.stdin.resume();
