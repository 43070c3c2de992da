const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const cache = path.join(root, '.build', 'compiled');
const settings = {
	module: 'commonjs',
	target: 'es2022',
	esModuleInterop: true,
	isolatedModules: true,
	// The linters read what lies in .build/ too; comments there would speak to them without effect.
	removeComments: true,
	inlineSourceMap: true,
};

/**
 * The JavaScript of a TypeScript source. Types are checked by the build; here only speed counts.
 * It is kept for as long as the source stays as it is, since loading the compiler alone takes a second.
 */
function compile(file) {
	const source = readFileSync(file, 'utf8');
	const seal = `\n// ${createHash('sha256').update(JSON.stringify(settings)).update(source).digest('hex')}\n`;
	const kept = path.join(cache, `${path.relative(root, file)}.js`);
	const before = read(kept);
	if (before?.endsWith(seal)) return before;
	const output = transpile(file, source) + seal;
	mkdirSync(path.dirname(kept), { recursive: true });
	// Written beside and renamed: another worker may read it at the same moment.
	const beside = `${kept}.${process.pid}`;
	writeFileSync(beside, output);
	renameSync(beside, kept);
	return output;
}

function transpile(file, source) {
	const ts = require('typescript');
	const { outputText, diagnostics } = ts.transpileModule(source, {
		fileName: file,
		compilerOptions: ts.convertCompilerOptionsFromJson(
			{ ...settings, sourceRoot: path.dirname(file) },
			root,
		).options,
		reportDiagnostics: true,
	});
	if (diagnostics.length === 0) return outputText;
	throw new Error(
		ts.formatDiagnostics(diagnostics, {
			getCanonicalFileName: (name) => name,
			getCurrentDirectory: () => root,
			getNewLine: () => '\n',
		}),
	);
}

function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/**
 * Lets this process load TypeScript. Node.js notes the source maps of what it loads here, and must not use them for every
 * error that is made: that would take longer than the tests themselves.
 */
function compileOnRequire() {
	const { '.js': js, '.ts': _, ...others } = Module._extensions;
	for (const ending of Object.keys(Module._extensions)) delete Module._extensions[ending];
	Object.assign(Module._extensions, {
		'.js': js,
		// Before the others: beside Gmt.node.ts lies a Gmt.node.json.
		'.ts': (module, file) => {
			process.setSourceMapsEnabled(true);
			try {
				module._compile(compile(file), file);
			} finally {
				process.setSourceMapsEnabled(false);
			}
		},
		...others,
	});
}

module.exports = { compile, compileOnRequire };
