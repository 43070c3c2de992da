/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from 'yaml';

interface Service {
	build: { context: string; target: string; dockerfile_inline: string };
	environment?: Record<string, string>;
	network_mode?: string;
	ports?: string[];
	volumes?: string[];
}

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const text = read('compose.yaml');
const { services, volumes } = parse(text) as {
	services: Record<'n8n' | 'sandbox', Service>;
	volumes: Record<string, unknown>;
};
const dockerfile = services.n8n.build.dockerfile_inline;
const ignored = read('.dockerignore').trim().split('\n');
const { name, scripts } = JSON.parse(read('package.json')) as {
	name: string;
	scripts: Record<string, string>;
};

// Nothing here starts Docker; this is what can be said without it.
describe('compose.yaml', () => {
	it('builds both from the same stages', () => {
		expect(services.sandbox.build.dockerfile_inline).toBe(dockerfile);
		const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, stage]) => stage);
		expect(Object.values(services).map(({ build }) => build.target)).toEqual(
			expect.arrayContaining(stages),
		);
		expect(dockerfile.match(/--from=\w+/g)).toEqual(['--from=sandbox', '--from=sandbox']);
	});

	it('copies only what the clone or the build holds', () => {
		const copied = [...dockerfile.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)]
			.flatMap(([, files]) => files!.split(' '))
			.map((file) => file.replace('/clone/', ''));
		expect(copied).toContain('scripts/n8n-gate.cjs');
		for (const file of copied) {
			expect({ file, exists: file === 'dist' || existsSync(path.join(root, file)) }).toEqual({
				file,
				exists: true,
			});
			expect(file === 'dist' || !ignored.includes(file)).toBe(true);
		}
		expect(read('.gitignore')).toContain('dist/\n');
	});

	it('runs only commands and options that there are', () => {
		for (const [, command] of dockerfile.matchAll(/npm run (\w+)/g))
			expect(Object.keys(scripts)).toContain(command);
		const [, script, option] = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!) as string[];
		const source = read(script!.replace(/^\.build\/(.*)\.js$/, '$1.ts'));
		expect(source).toContain(`${option} <`);
	});

	it('has the n8n that everything is tested with, unless another is named', () => {
		const version = /N8N_VERSION = '(.*)'/.exec(read('scripts/n8n-install.mjs'))![1]!;
		expect(dockerfile).toContain(`n8nio/n8n:\${N8N_VERSION:-${version}}`);
		expect(text).toContain(`N8N_VERSION=${version} docker`);
		expect(read('README.md')).toContain('docker compose up');
	});

	it('puts the nodes where n8n looks for packages, and names the file of its hook', () => {
		expect(dockerfile).toContain(`ln -s /nodes /home/node/.n8n/nodes/node_modules/${name}\n`);
		expect(services.n8n.environment!.EXTERNAL_HOOK_FILES).toBe('/nodes/n8n-gate.cjs');
		expect(services.n8n.volumes).toEqual(['n8n:/home/node/.n8n']);
		expect(Object.keys(volumes)).toEqual(['n8n']);
	});

	it('sets only what n8n knows', () => {
		const folder = path.dirname(createRequire(require.resolve('n8n-core')).resolve('@n8n/config'));
		const settings = (readdirSync(folder, { recursive: true }) as string[])
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) => [
				...readFileSync(path.join(folder, file), 'utf8').matchAll(/Env\)\('(\w+)'/g),
			])
			.map(([, setting]) => setting);
		// That one belongs to a part of n8n that is not in n8n-core; every n8n of the tests has it.
		expect(read('scripts/n8n-instance.mjs')).toContain("N8N_UNVERIFIED_PACKAGES_ENABLED: 'true'");
		for (const setting of Object.keys(services.n8n.environment!))
			expect([...settings, 'N8N_UNVERIFIED_PACKAGES_ENABLED']).toContain(setting);
	});

	it('is for this computer only, and one computer for both', () => {
		const { N8N_PORT: port } = services.n8n.environment!;
		expect(services.n8n.ports).toEqual([`127.0.0.1:${port}:${port}`]);
		expect(services.sandbox.network_mode).toBe('service:n8n');
		expect(services.sandbox.ports).toBeUndefined();
	});

	it('tells the keys and addresses that the sandbox has', () => {
		const source = read('sandbox/cli.ts') + read('scripts/n8n-sandbox.mjs');
		const told = [...text.matchAll(/ API +(\S+) +http:\/\/127\.0\.0\.1:(\d+)$/gm)];
		expect(told).toHaveLength(2);
		for (const [, key, port] of told) {
			expect(source).toContain(`apiKey: '${key}'`);
			expect(source).toContain(`default: '${port}'`);
		}
	});
});
