/** What Jest runs in place of a test file: its world (environment.cjs) loads the file itself. */
module.exports = { process: () => ({ code: 'runInProcess(jest);' }) };
