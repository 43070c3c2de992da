import type { CallbackSettings } from '../callbacks';
import type { ServiceOptions } from '../types';

/** Statuses of purchases and bulk purchases. */
export type PurchaseStatus = 'PENDING' | 'SUCCESS' | 'ERROR' | 'REFUND' | 'EXPIRED';

/** Field in which a callback carries the id; `null` is the one the contract assumes. */
export type CallbackIdField = 'bulk_purchase_id' | 'purchase_id' | 'id' | 'purchase.id';

/** How archives are served. */
export interface ArchiveOptions {
	/** `null`: a real small ZIP. A number: exactly so many bytes, streamed, never held in memory. */
	archiveBytes: number | null;
	/** Form of `archive_url`: a path, a full address on the API host, or one on another origin. */
	archiveUrl: 'path' | 'absolute' | 'foreign';
	/** Name in `Content-Disposition`; `null` is `accounts-<id>.zip`, an empty text leaves the header out. */
	archiveFileName: string | null;
	archiveContentType: string;
	/** Leaves `Content-Length` out. */
	archiveChunked: boolean;
	/** Breaks the connection after so many bytes, whatever length was announced. */
	archiveTruncateAt: number | null;
}

/** Options of the GMT sandbox; all can be changed while it runs. Seconds are service seconds, scaled by `timeScale`. */
export interface GmtOptions extends ServiceOptions, CallbackSettings, ArchiveOptions {
	/** Blocks of the profile that are present. */
	profileShape: 'full' | 'sparse' | 'legacy';
	/** Leaves out `emoji` and `purchase_source`, as older versions of the API did. */
	omitOptionalFields: boolean;
	/** `null` leaves bulk purchases pending for ever. */
	bulkReadyAfterSeconds: number | null;
	/** How bulk purchases end, by country code; `PENDING` never, `SUCCESS` where nothing is said. */
	bulkOutcomes: Record<string, PurchaseStatus>;
	/** Whether bulk purchases that fail cause a callback too (not published). */
	announceFailedBulk: boolean;
	/** Whether the accounts of a bulk purchase appear in the list of purchases with type `BULK`. */
	listBulkParts: boolean;
	/** How long the supplier needs for a code. */
	codeAfterSeconds: number;
	/**
	 * - `success`: the call is answered when the code is there
	 * - `pending`: the call is answered at once, the code follows
	 * - `failed`: the call is answered at once, no code comes
	 */
	codeOutcome: 'success' | 'pending' | 'failed';
	/** Status of a purchase whose code failed. */
	failedCodeStatus: PurchaseStatus;
	callbackIdField: CallbackIdField | null;
	/** Numbers come as texts, and texts of digits as numbers. */
	mixesTypes: boolean;
	/** Refusals are a list of Russian texts, and too low a balance has status 402. */
	speaksRussian: boolean;
	/** Callbacks have the documented shape, or one of those that were seen, by the number of the purchase. */
	callbackShapes: 'documented' | 'several';
	/** Age from which a pending purchase can be refunded. */
	refundAfterSeconds: number;
	/** `Retry-After` of a 429: seconds as text, an HTTP date, or none. */
	retryAfter: 'seconds' | 'date' | 'none';
	retryAfterSeconds: number;
}

/** What a fresh GMT sandbox does. */
export function defaultGmtOptions(): GmtOptions {
	return {
		apiKey: 'sandbox-gmt-key',
		balance: '1000.00',
		clockSkewSeconds: 0,
		pathPrefix: '',
		latencyMs: 0,
		liePagination: null,
		gatewayEvery: null,
		rateLimit: null,
		callbackDelaysSeconds: [0, 10, 30],
		callbackTimeoutMs: 5000,
		duplicateCallbacks: 0,
		duplicateMode: 'sequential',
		archiveBytes: null,
		archiveUrl: 'path',
		archiveFileName: null,
		archiveContentType: 'application/zip',
		archiveChunked: false,
		archiveTruncateAt: null,
		profileShape: 'full',
		omitOptionalFields: false,
		bulkReadyAfterSeconds: 20,
		bulkOutcomes: {},
		announceFailedBulk: false,
		listBulkParts: true,
		codeAfterSeconds: 5,
		codeOutcome: 'success',
		failedCodeStatus: 'ERROR',
		callbackIdField: null,
		mixesTypes: false,
		speaksRussian: false,
		callbackShapes: 'documented',
		refundAfterSeconds: 1200,
		retryAfter: 'seconds',
		retryAfterSeconds: 1,
	};
}
