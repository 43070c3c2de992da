/**
 * Jest runs this before its tests, in watch mode before each run: compiles the package and the sandbox as they are now, so that
 * no test can pass on code that is no longer there. Types are checked by the build. What is published is not touched.
 */
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { compile } = require('./compile.cjs');

const root = path.join(__dirname, '..', '..');
const target = path.join(root, '.build', 'jest');
const packageFolder = path.join(target, 'package');

module.exports = async () => {
	const wanted = new Map([
		[path.join(packageFolder, 'package.json'), readFileSync(path.join(root, 'package.json'))],
		...filesOf('credentials', path.join(packageFolder, 'dist')),
		...filesOf('nodes', path.join(packageFolder, 'dist')),
		// Some tests start the sandbox as a process of its own.
		...filesOf('sandbox', target),
	]);
	for (const file of listOf(target)) if (!wanted.has(file)) rmSync(file);
	for (const [file, content] of wanted) {
		if (isThere(file, content)) continue;
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, content);
	}
	process.env.TESTED_PACKAGE = packageFolder;
};

function filesOf(folder, into) {
	return listOf(path.join(root, folder)).flatMap((file) => {
		const there = path.join(into, path.relative(root, file));
		if (file.endsWith('.ts')) return [[there.replace(/ts$/, 'js'), Buffer.from(compile(file))]];
		return /\.(svg|node\.json)$/.test(file) ? [[there, readFileSync(file)]] : [];
	});
}

function listOf(folder) {
	try {
		return readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
	} catch (error) {
		if (error.code === 'ENOENT') return [];
		throw error;
	}
}

function isThere(file, content) {
	try {
		return readFileSync(file).equals(content);
	} catch {
		return false;
	}
}
