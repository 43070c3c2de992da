/** Whether messages and changes can still come to an order. */
export function isOpen({ status }: { status: string }): boolean {
	return status === 'PENDING' || status === 'RECEIVED';
}
