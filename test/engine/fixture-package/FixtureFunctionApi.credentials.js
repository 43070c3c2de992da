exports.FixtureFunctionApi = class FixtureFunctionApi {
	name = 'fixtureFunctionApi';
	displayName = 'Fixture Function API';
	properties = [{ displayName: 'Token', name: 'token', type: 'string', default: '' }];
	async authenticate(credentials, options) {
		return {
			...options,
			headers: { ...options.headers, authorization: `Signed ${credentials.token}` },
		};
	}
};
