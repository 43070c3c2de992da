/** Whether a status sends somebody to another address. */
export function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** The path of a redirect's target, without its query. */
export function targetPath(location: unknown): string {
	return String(location ?? '').replace(/[?#].*$/s, '');
}
