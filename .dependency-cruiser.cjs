// Which file may import which: no circles, and one way through the house. Type imports count.
/** The rooms of the house, from the ground up: each may import what stands before it. */
const rooms = {
	errors: 'nodes/shared/[^/]+[.]ts$',
	operation: 'nodes/shared/operation/',
	http: 'nodes/shared/http/',
	purchase: 'nodes/shared/purchase/',
	waiting: 'nodes/shared/waiting/',
	execution: 'nodes/shared/execution/',
	services: 'nodes/(Gmt|FiveSim)/',
};
const order = Object.keys(rooms);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one, or share a third.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		...order.slice(0, -1).map((room, floor) => ({
			name: `up-from-${room}`,
			comment: `Imports run one way: ${order.join(' < ')}.`,
			severity: 'error',
			from: { path: `^${rooms[room]}` },
			to: {
				path: order.slice(floor + 1).map((higher) => `^${rooms[higher]}`),
			},
		})),
		{
			name: 'services-apart',
			comment: 'Each service must be a package of its own, without moving code.',
			severity: 'error',
			from: { path: '^nodes/(Gmt|FiveSim)/' },
			to: { path: '^nodes/(Gmt|FiveSim)/', pathNot: '^nodes/$1/' },
		},
		{
			name: 'only-n8n-workflow',
			comment: 'n8n verifies packages without dependencies of their own.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				pathNot: '^(nodes|credentials|contract)/|(^|/)node_modules/n8n-workflow/|^n8n-workflow$',
			},
		},
		{
			name: 'unresolved',
			comment: 'What cannot be found cannot be checked.',
			severity: 'error',
			from: { path: '^(nodes|credentials|sandbox|test-engine|test)/' },
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '[.]build/|dist/|agent-package|fixture-package' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.tools.json' },
		enhancedResolveOptions: { extensions: ['.ts', '.d.ts', '.mjs', '.cjs', '.js', '.json'] },
	},
};
