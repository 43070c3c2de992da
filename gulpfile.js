const { existsSync, rmSync } = require('node:fs');
const { spawn } = require('node:child_process');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

async function clean() {
	for (const folder of ['dist', '.build'])
		rmSync(path.join(__dirname, folder), { recursive: true, force: true });
}

/**
 * What is published: a file for each class that n8n looks for, and one for the rest of each folder, since n8n reads all of them
 * when it starts. It stays readable: names are kept, where no two files of a folder use the same one.
 */
async function bundle(unchecked = {}) {
	const { rollup } = require('@rollup/wasm-node');
	const { default: typescript } = require('@rollup/plugin-typescript');
	const { nodes, credentials } = require('./package.json').n8n;
	const entries = [...nodes, ...credentials].map((file) =>
		file.slice('dist/'.length, -'.js'.length),
	);
	const sources = await rollup({
		input: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
		external: 'n8n-workflow',
		plugins: [
			typescript({ noEmitOnError: true, removeComments: true, ...unchecked }),
			{ name: 'tabs', renderChunk },
		],
		onLog(level, { message }) {
			if (level === 'warn') throw new Error(message);
		},
	});
	await sources.write({
		dir: 'dist',
		format: 'cjs',
		chunkFileNames: '[name].js',
		manualChunks: fileOf,
	});
}

function fileOf(source) {
	const [top, folder] = path.relative(__dirname, source).split(path.sep);
	return top === 'nodes' && !source.endsWith('.node.ts') ? `nodes/${folder}/index` : undefined;
}

/** Sandbox, engine and tests, which are not published. */
function tools(...unchecked) {
	return spawn(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.tools.json', ...unchecked],
		{ stdio: 'inherit', cwd: __dirname },
	);
}

/** Icons, what n8n's search knows of each node, and what comes out of each operation. */
function assets() {
	return src(['nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'], {
		encoding: false,
	}).pipe(dest('dist/nodes'));
}

// The repository of a single service (scripts/split.mjs) holds no tools.
const hasTools = existsSync(path.join(__dirname, 'tsconfig.tools.json'));
/** Each file is compiled by itself: the same result in a fifth of the time, with no error in it found. */
const UNCHECKED = { noCheck: true, noResolve: true, isolatedModules: true };

exports.build = series(
	clean,
	parallel(async () => await bundle(), assets, ...(hasTools ? [() => tools()] : [])),
);
/** The same for `npm start`, which tells nobody about types. */
exports.unchecked = series(
	clean,
	parallel(
		async () => await bundle(UNCHECKED),
		assets,
		() => tools(...Object.keys(UNCHECKED).map((option) => `--${option}`)),
	),
);

/** TypeScript indents with four spaces, which is a tenth of the package. */
function renderChunk(code) {
	return code.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));
}
