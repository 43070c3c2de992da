/** Whether nothing more is to be expected of a purchase. Get My TG may add statuses: one that is not known says nothing. */
export function hasFailed({ status }: { status: string }): boolean {
	return ['ERROR', 'EXPIRED', 'REFUND'].includes(status);
}
