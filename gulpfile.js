const { rmSync } = require('node:fs');
const { spawn } = require('node:child_process');
const { dest, parallel, series, src } = require('gulp');

/** Runs the TypeScript compiler with one of the two configurations. */
function compile(config) {
	const task = () => spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', config], { stdio: 'inherit', cwd: __dirname });
	return Object.assign(task, { displayName: `compile ${config}` });
}

async function clean() {
	for (const folder of ['dist', '.build']) rmSync(`${__dirname}/${folder}`, { recursive: true, force: true });
}

/** Icons of nodes and credentials, beside the compiled nodes. */
function icons() {
	return src('nodes/**/*.svg', { encoding: false }).pipe(dest('dist/nodes'));
}

exports.icons = icons;
exports.build = series(clean, parallel(compile('tsconfig.json'), compile('tsconfig.tools.json'), icons));
