// A hook of n8n that keeps web pages out of the n8n of `npm run n8n`, as the sandbox does for itself: n8n answers under any name,
// so a page of another site could reach it through a host name that leads to this computer (DNS rebinding).
'use strict';

const HOSTS = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${process.env.N8N_PORT}`);

function isForeign({ host = '', origin }) {
	return (
		!HOSTS.includes(host.toLowerCase()) ||
		(origin !== undefined && !HOSTS.some((one) => origin.toLowerCase() === `http://${one}`))
	);
}

/** @param server n8n's HTTP server, which listens and has its routes by now */
async function guard({ server }) {
	const emit = server.emit.bind(server);
	server.emit = (event, request, ...rest) => {
		if (!['request', 'upgrade'].includes(event) || !isForeign(request.headers))
			return emit(event, request, ...rest);
		if (event === 'upgrade') request.socket.destroy();
		else rest[0].writeHead(403, { connection: 'close' }).end('Foreign Host or Origin header');
		return true;
	};
}

module.exports = { n8n: { ready: [guard] } };
