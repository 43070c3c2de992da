// A worker of n8n as far as the limit of a service goes: a process that runs one node for some items, once it is told to.
import engineModule from '../../.build/test-engine/index.js';

const { workflow, items, credentials } = JSON.parse(process.argv[2]);
const engine = await engineModule.startEngine({ credentials });
process.once('message', async () => {
	const input = Array.from({ length: items }, () => ({ json: {} }));
	const run = await engine.run(workflow, { input });
	const answered = run.items('Node').filter(({ json }) => json.error === undefined).length;
	await engine.close();
	process.send({ answered }, () => process.disconnect());
});
process.send({ ready: true });
