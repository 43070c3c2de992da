// Generated from contract/gmt.openapi.yaml by `npm run generate`.
export interface paths {
    "/v1/service/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the server time
         * @description Lets a client find out how far its own clock is off.
         */
        get: operations["getServerTime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the health status
         * @description Reports whether the service is up, since when, and optionally the state of its dependencies.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the countries with personal prices
         * @description One entry per country. `price` already contains the caller's discount,
         *     `base_price` does not.
         */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the countries with base prices
         * @description The public catalogue. Works without a key and shows prices before any
         *     personal discount. Same item shape as `listAccounts`.
         */
        get: operations["listAccountCountries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{country_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get price and stock of one country
         * @description Final price, price before discount and the discount in per cent.
         *     Meant for the check just before a purchase. Availability can still
         *     change between this call and the purchase.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the own profile
         * @description Balance, statistics, discount level and identity of the key's owner.
         *     Cheap and free of side effects, so it also serves as the credential test.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile/language": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the interface language
         * @description Sets the language of the web site and of the bot.
         */
        patch: operations["changeLanguage"];
        trace?: never;
    };
    "/v1/profile/change-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the web login
         * @description Gives the account a new user name for the web site. A taken name is presumably refused; the status for that is not published.
         */
        patch: operations["changeLogin"];
        trace?: never;
    };
    "/v1/profile/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the web password
         * @description Sets a new password for the web site. The old password is not asked for.
         */
        patch: operations["changePassword"];
        trace?: never;
    };
    "/v1/profile/unbind-telegram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Unbind the Telegram account
         * @description Cuts the link between the web profile and Telegram; the data stays with
         *     the web profile. There is no operation that links them again. Sent
         *     without a body.
         */
        patch: operations["unbindTelegram"];
        trace?: never;
    };
    "/v1/profile/discount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the discount programme status
         * @description Current level, all levels, what is missing for the next one, and personal rules.
         */
        get: operations["getDiscount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile/referral": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the referral programme status
         * @description Level, commission, earnings, the personal link and what is missing for the next level.
         */
        get: operations["getReferral"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile/referral/transfer-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move referral earnings to the main balance
         * @description Moves the given amount of US dollars. Lower limit 1, upper limit
         *     100 000. Repeating the call moves the amount again.
         */
        post: operations["transferReferralBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile/referral/transaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the referral transactions
         * @description History of the referral balance, newest entry first. No filter and no sort order can be chosen.
         */
        get: operations["listReferralTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the purchases
         * @description Own purchases, one page per call. The general text promises newest
         *     first, yet a sort order is a required parameter: `date_desc` is the safe
         *     choice. Entries stay stable while paging. Purchases of all types appear,
         *     see `purchase_type`.
         */
        get: operations["listPurchases"];
        put?: never;
        /**
         * Buy one account
         * @description Reserves an account of the country, charges the balance at once and
         *     answers with a purchase in status `PENDING`. The login code follows only
         *     after `requestPurchaseCode`.
         *
         *     No idempotency key exists: a repeated call buys another account. The
         *     official SDK repeats failed calls twice by default. Stock may run out
         *     between the price check and this call.
         */
        post: operations["createPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/{purchase_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one purchase
         * @description Full purchase with the verification data once a code has arrived. Only
         *     the owner sees that data. This is also the way to read the code again
         *     after a 409 from the code request.
         */
        get: operations["getPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/{purchase_id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a purchase
         * @description Gives the full price back. Allowed only while the purchase is `PENDING`
         *     without a code and at least 20 minutes old. Sent without a body. A
         *     repeated call should be refused because the status is final by then;
         *     that is not written down, so do not retry it blindly.
         */
        post: operations["refundPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/{purchase_id}/request-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request the login code
         * @description Fetches code and password from the supplier and moves the purchase to
         *     `SUCCESS`. The supplier needs 5 to 30 seconds.
         *
         *     The provider calls this operation idempotent: it never produces a second
         *     code. A second call after success answers 409 conflict; read the code
         *     with `getPurchase` then. Once a code has arrived the purchase can no
         *     longer be refunded, and the code cannot be requested anew.
         *
         *     A 200 does not have to contain a code: `code_request` may still be
         *     `pending` with a time for the next attempt. Poll `getPurchase`, or pass
         *     `callback_url` and wait for the webhook.
         */
        post: operations["requestPurchaseCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy many accounts
         * @description Reserves the requested number of accounts of one country, charges the
         *     whole price at once and answers with a bulk purchase in status
         *     `PENDING`. The archive is prepared afterwards: poll `getBulkPurchase` or
         *     pass `callback_url`.
         *
         *     No idempotency key exists: a repeated call buys the whole quantity
         *     again. Keep `bulk_purchase_id`, since bulk purchases cannot be listed.
         */
        post: operations["createBulkPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/bulk/{purchase_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one bulk purchase
         * @description Status of the bulk purchase and, after success, the archive data in `item`.
         */
        get: operations["getBulkPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/bulk/{purchase_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the archive
         * @description Answers the ZIP archive with the accounts of a successful bulk purchase.
         *     Errors still come as JSON. The content is as secret as a password.
         */
        get: operations["downloadBulkPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases-by-hash/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a purchase by its hash
         * @description Same answer as `getPurchase`. The hash is the access token, so no key is needed and whoever knows the hash sees the credentials.
         */
        get: operations["getPurchaseByHash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases-by-hash/{hash}/request-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request the login code by hash
         * @description Same behaviour as `requestPurchaseCode` (5 to 30 seconds, one code only),
         *     addressed by hash and without a key. The conflict on a second call is
         *     documented for the id variant; expect it here too.
         */
        post: operations["requestCodeByHash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test webhook
         * @description Makes the provider post a sample payload to the address and reports what
         *     came back. Nothing is stored. Only the two code payloads can be tried;
         *     there is no sample of the bulk payload. Free of charge, hence the way to
         *     record the real, unpublished fields of those payloads.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Format: int64 */
        Id: number;
        /**
         * @description ISO 3166-1 alpha-2.
         * @example US
         */
        CountryCode: string;
        Money: {
            /**
             * @description Decimal number as text, two digits after the point at most.
             * @example 1.50
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example USD
             */
            currency_code: string;
        };
        /** @description Country name in two languages. */
        DisplayName: {
            /** @example США */
            ru: string;
            /** @example United States */
            en: string;
        };
        /** @description The first three fields are what the current SDK relies on. The others are present in practice and were part of the first published version. */
        Pagination: {
            current_page: number;
            /** @description Whether another page follows. Stop when false. */
            has_next: boolean;
            total_pages: number;
            page_size?: number;
            total_items?: number;
            has_previous?: boolean;
        };
        /** @enum {string} */
        AccountSort: "price_asc" | "price_desc" | "name_asc" | "name_desc" | "popularity_asc" | "popularity_desc";
        /**
         * @description Quality or demand mark.
         * @enum {string}
         */
        AccountTag: "HIGH_QUALITY" | "HIGH_DEMAND";
        AccountListItem: {
            country_code: components["schemas"]["CountryCode"];
            display_name: components["schemas"]["DisplayName"];
            /** @description Flag. */
            emoji: string;
            price: components["schemas"]["Money"];
            base_price: components["schemas"]["Money"];
            /** @description Can be bought now. */
            available: boolean;
            /** @description Stock; may be missing or null. */
            available_count?: number | null;
            /** @description Popularity relative to other countries, from recent sales. */
            popularity_index: number;
            tags: components["schemas"]["AccountTag"][];
        };
        AccountPage: {
            items: components["schemas"]["AccountListItem"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description Differs from the list entry by `discount` instead of `base_price` and `popularity_index`. */
        AccountDetails: {
            country_code: components["schemas"]["CountryCode"];
            display_name: components["schemas"]["DisplayName"];
            /** @description Flag. */
            emoji: string;
            price: components["schemas"]["Money"];
            discount: {
                /**
                 * @description Price before discount, a plain decimal string without currency.
                 * @example 3.00
                 */
                base_price: string;
                /**
                 * @description The caller's discount.
                 * @example 10
                 */
                percent: number;
            };
            available: boolean;
            /** @description Stock; may be missing or null. */
            available_count?: number | null;
            tags: components["schemas"]["AccountTag"][];
        };
        ServerTime: {
            /** @description Milliseconds since 1970. */
            epochMs: number;
            /** Format: date-time */
            iso: string;
            timezone: string;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "degraded";
            /** Format: date-time */
            now: string;
            uptimeSeconds: number;
            checks?: {
                database: boolean;
                redis: boolean;
            };
        };
        /** @enum {string} */
        Language: "ru" | "uk" | "en" | "es" | "zh";
        /** @enum {string} */
        DiscountLevelName: "none" | "bronze" | "silver" | "gold" | "platinum" | "premium";
        /** @enum {string} */
        ReferralLevelName: "bronze" | "silver" | "gold" | "platinum";
        /**
         * @description The SDK types list every field except `referral` as always present. Real
         *     responses may lack nested blocks, so readers must treat all of them as
         *     optional.
         */
        Profile: {
            /** @description Number of the user, as text. */
            id: string;
            /** @description Null for users who only use the web site. */
            telegram_id?: string | null;
            telegram_username?: string | null;
            /** @description User name on the web site. */
            login?: string | null;
            /** @description Null until the user has picked one. */
            language?: components["schemas"]["Language"] | null;
            balance?: components["schemas"]["Money"];
            discount?: {
                level: components["schemas"]["DiscountLevelName"];
                percent: number;
            };
            statistics?: {
                /** @description Successful purchases so far. */
                total_purchases: number;
            };
            /**
             * @deprecated
             * @description Block of API versions before March 2026; use `getReferral` instead.
             */
            referral?: {
                level: components["schemas"]["ReferralLevelName"];
                percent: number;
                referrals_count: number;
                balance: components["schemas"]["Money"];
                profit: components["schemas"]["Money"];
            };
            /** Format: date-time */
            created_at: string;
        };
        SuccessResult: {
            success: boolean;
        };
        ChangeLanguageRequest: {
            language: components["schemas"]["Language"];
        };
        ChangeLoginRequest: {
            /** @description Length and characters allowed are not published. */
            new_login: string;
        };
        ChangePasswordRequest: {
            /** @description Needs two or more of these kinds of characters - small letters, capitals, digits, special characters. The minimum length is not published. */
            new_password: string;
        };
        DiscountStatus: {
            current_level: {
                /** @description Not limited to the level names of the profile. */
                name: string;
                percent: number;
                purchases_required: number;
            };
            /** @description Null on the highest level. */
            next_level: {
                name: string;
                percent: number;
                progress: {
                    purchases: number;
                    purchases_remaining: number;
                };
                requirements: {
                    purchases: number;
                };
            } | null;
            levels: {
                name: string;
                percent: number;
                /** @description Purchases needed. */
                purchases: number;
            }[];
            /** @description Rules made for this user. */
            custom_discounts: {
                id: number;
                /** @description Null means all countries. */
                country_code: string | null;
                discount_percent: number;
                /** Format: date-time */
                created_at: string;
                /**
                 * Format: date-time
                 * @description Null means no end.
                 */
                expires_at: string | null;
            }[];
        };
        ReferralInfo: {
            /** @description Earnings that can be moved now. */
            balance: components["schemas"]["Money"];
            /** @description Earnings of all time. */
            profit: components["schemas"]["Money"];
            referrals_count: number;
        };
        ReferralStatus: {
            current_level: {
                name: components["schemas"]["ReferralLevelName"];
                /** @description Commission. */
                percent: number;
                progress: {
                    /** @description US dollars paid in by referred users. */
                    deposits: number;
                    /** @description Active referred users. */
                    referrals: number;
                };
            };
            /** @description Null on the highest level. */
            next_level: {
                name: components["schemas"]["ReferralLevelName"];
                percent: number;
                requirements: {
                    deposits: number;
                    referrals: number;
                    remaining_deposits: number;
                    remaining_referrals: number;
                };
            } | null;
            levels: {
                name: components["schemas"]["ReferralLevelName"];
                percent: number;
                required_deposits: number;
                required_referrals: number;
            }[];
            referral_info: components["schemas"]["ReferralInfo"];
            referral_link: string;
        };
        TransferReferralBalanceRequest: {
            /** @description US dollars, sent as a number although all amounts in responses are strings. */
            amount: number;
        };
        TransferReferralBalanceResult: {
            /** @description Main balance after the transfer. */
            balance: components["schemas"]["Money"];
            referral_info: components["schemas"]["ReferralInfo"];
        };
        ReferralTransaction: {
            id: number;
            amount: components["schemas"]["Money"];
            balance_before: components["schemas"]["Money"];
            balance_after: components["schemas"]["Money"];
            /** @description Referred user behind the entry; null for others such as transfers. */
            from_user_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        ReferralTransactionPage: {
            items: components["schemas"]["ReferralTransaction"][];
            pagination: components["schemas"]["Pagination"];
        };
        /**
         * @description `PENDING` no code yet, `SUCCESS` code delivered, `ERROR` supplier failed,
         *     `REFUND` money returned, `EXPIRED` listed by the official SDK only and
         *     not explained. Starts at `PENDING`. `SUCCESS`, `ERROR` and `REFUND` are
         *     final for the client, yet staff can still turn any status into `REFUND`.
         * @enum {string}
         */
        PurchaseStatus: "PENDING" | "SUCCESS" | "ERROR" | "REFUND" | "EXPIRED";
        /**
         * @description `SINGLE` one account, `BULK` part of a bulk order, `ADMIN` deduction by staff.
         * @enum {string}
         */
        PurchaseType: "SINGLE" | "BULK" | "ADMIN";
        /**
         * @description Channel of the order - Telegram bot, web site, or API key.
         * @enum {string}
         */
        PurchaseSource: "BOT" | "WEB" | "API";
        /** @description Login data of the bought account. Final once received. */
        Verification: {
            /**
             * @description Login code; a string, leading zeros matter.
             * @example 12345
             */
            code: string;
            /**
             * @description Second-factor password, null when the account has none.
             * @example secret123
             */
            password: string | null;
            /**
             * Format: date-time
             * @description When the supplier handed out the code, not when the purchase was made.
             */
            received_at: string;
        };
        Purchase: {
            id: components["schemas"]["Id"];
            country_code: components["schemas"]["CountryCode"];
            display_name: components["schemas"]["DisplayName"];
            /** @description Flag. */
            emoji?: string;
            /**
             * @description Login of the account in E.164 form.
             * @example +12025550123
             */
            phone_number: string | null;
            /** @description What was charged, discount included. */
            price: components["schemas"]["Money"];
            status: components["schemas"]["PurchaseStatus"];
            purchase_type: components["schemas"]["PurchaseType"];
            purchase_source?: components["schemas"]["PurchaseSource"];
            /** @description Null until a code was requested successfully. */
            verification: components["schemas"]["Verification"] | null;
            /** Format: date-time */
            created_at: string;
        };
        PurchasePage: {
            items: components["schemas"]["Purchase"][];
            pagination: components["schemas"]["Pagination"];
        };
        CreatePurchaseRequest: {
            country_code: components["schemas"]["CountryCode"];
        };
        /**
         * Format: uri
         * @description Public address that receives the webhook. See the callbacks of the operation for payload and delivery rules.
         * @example https://example.com/webhooks/code-received
         */
        CallbackUrl: string;
        RequestCodeRequest: {
            callback_url?: components["schemas"]["CallbackUrl"];
        };
        CodeRequest: {
            /** @enum {string} */
            status: "not_requested" | "pending" | "success" | "failed";
            /** @description Number of the current try. */
            attempt: number;
            max_attempts: number;
            /**
             * Format: date-time
             * @description Null when no further try is planned.
             */
            next_attempt_at: string | null;
            /** @description Seconds until the next try, null when none is planned. */
            retry_after: number | null;
        };
        RequestCodeResult: {
            purchase: components["schemas"]["Purchase"];
            code_request: components["schemas"]["CodeRequest"];
        };
        RefundResult: {
            purchase: components["schemas"]["Purchase"];
            refund: {
                /** @description The full price. */
                amount: components["schemas"]["Money"];
                reason: string;
                /** Format: date-time */
                refunded_at: string;
            };
        };
        CreateBulkPurchaseRequest: {
            country_code: components["schemas"]["CountryCode"];
            /**
             * @description Number of accounts. The formal maximum is the largest safe integer; the real one is the stock.
             * @example 10
             */
            quantity: number;
            callback_url?: components["schemas"]["CallbackUrl"];
        };
        BulkItem: {
            /**
             * @description Number of the export, a UUID in the documented sample.
             * @example 550e8400-e29b-41d4-a716-446655440000
             */
            export_id: string;
            /**
             * @description Either a path on the API host (needs the key) or a full URL. Resolve against the server address; send the key only to the API host.
             * @example /v1/purchases/bulk/123/download
             */
            archive_url: string;
            /** @description Accounts in the archive. */
            quantity: number;
            status?: components["schemas"]["PurchaseStatus"];
            /** Format: date-time */
            created_at: string;
        };
        BulkPurchase: {
            bulk_purchase_id: components["schemas"]["Id"];
            country_code: components["schemas"]["CountryCode"];
            quantity: number;
            price_per_account: components["schemas"]["Money"];
            total_price: components["schemas"]["Money"];
            status: components["schemas"]["PurchaseStatus"];
            /** @description Filled only in status `SUCCESS`. The documentation page shows an object, the SDK types allow null. */
            item: components["schemas"]["BulkItem"] | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description ZIP file. */
        Archive: unknown;
        WebhookTestRequest: {
            /**
             * @description Which sample to send.
             * @enum {string}
             */
            type: "success" | "failed";
            /** Format: uri */
            url: string;
        };
        WebhookTestResult: {
            /** @description True when the receiver answered HTTP 200. */
            success: boolean;
            /** @description Why the delivery failed. */
            error?: string;
            /** @description Status the receiver answered. */
            http_code?: number;
            /** @description Answer of the receiver, cut after 1000 characters. */
            response_body?: string;
            response_time_ms?: number;
        };
        /**
         * @description Sent when a code was fetched. The provider names this payload, but its
         *     fields are not published in our sources. The shape below is assumed; no
         *     field may be relied upon. Treat the webhook as a signal and read the
         *     purchase with `getPurchase`.
         */
        WebhookSuccessPayload: {
            /** @description Number of the purchase. */
            purchase_id?: number;
            /** @description Alternative place of the number. */
            id?: number;
            /** @description Expected `SUCCESS` or `success`. */
            status?: string;
            verification?: components["schemas"]["Verification"];
            /** @description Alternative place of the purchase data. */
            purchase?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Sent when all tries to fetch the code failed. The provider names this
         *     payload, but its fields are not published in our sources. The shape
         *     below is assumed; no field may be relied upon.
         */
        WebhookFailedPayload: {
            /** @description Number of the purchase. */
            purchase_id?: number;
            /** @description Alternative place of the number. */
            id?: number;
            /** @description Expected `ERROR`, `failed` or still `PENDING`. */
            status?: string;
            /** @description Error text; the documentation says the test variant simulates one. */
            error?: string;
            /** @description Alternative place of the error text. */
            message?: string;
            /** @description Alternative place of the purchase data. */
            purchase?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Sent when the archive of a bulk purchase is ready. The provider names
         *     this payload, but its fields are not published in our sources. The shape
         *     below is assumed after the bulk purchase; no field may be relied upon.
         *     Treat the webhook as a signal and read `getBulkPurchase`.
         */
        WebhookBulkReadyPayload: {
            bulk_purchase_id?: number;
            /** @description Expected `SUCCESS`. */
            status?: string;
            country_code?: string;
            quantity?: number;
            total_price?: components["schemas"]["Money"];
            price_per_account?: components["schemas"]["Money"];
            item?: components["schemas"]["BulkItem"] | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description One rejected input field. Only the name of the list is published, not the shape of its entries. */
        FieldViolation: {
            /** @example hash */
            field?: string;
            description?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The text is in `message` or in `error`. Either may be missing. */
        Error: {
            message?: string;
            error?: string;
            fieldViolations?: components["schemas"]["FieldViolation"][];
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description The change was accepted. Check `success` as well. */
        Success: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": true
                 *     }
                 */
                "application/json": components["schemas"]["SuccessResult"];
            };
        };
        /** @description The request is not acceptable, for formal or for business reasons. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Insufficient balance"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The path has no hash, or an empty one. */
        HashMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Validation failed",
                 *       "fieldViolations": [
                 *         {
                 *           "field": "hash",
                 *           "description": "must not be empty"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is missing or wrong. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Unauthorized"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is valid but not allowed to do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Forbidden"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No such purchase or country, or it belongs to someone else. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The current state does not allow the operation. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Conflict"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A code was already requested. Read it with `getPurchase` (or `getPurchaseByHash`). Do not retry. */
        CodeConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Verification code already requested"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A value is outside its allowed range or form. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Validation failed",
                 *       "fieldViolations": [
                 *         {
                 *           "field": "page_size"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many calls. The limits are not published. A Retry-After header may be present. */
        TooManyRequests: {
            headers: {
                /** @description Seconds, or an HTTP date. */
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Too many requests"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Fault at the provider or its gateway. After a money operation the outcome is unknown. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Internal server error"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Any other error. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Something went wrong"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Page number, the first page is 1.
         * @example 1
         */
        Page: number;
        /**
         * @description Entries per page. An earlier version of the API stated 50 as the maximum for the catalogue; the current text names none.
         * @example 50
         */
        CataloguePageSize: number;
        /**
         * @description Entries per page. No maximum is published; stay at or below 50.
         * @example 50
         */
        TransactionPageSize: number;
        /**
         * @description Entries per page, at most 50.
         * @example 50
         */
        PurchasePageSize: number;
        /**
         * @description Order of the catalogue.
         * @example popularity_desc
         */
        AccountSort: components["schemas"]["AccountSort"];
        /**
         * @description Country codes separated by commas; without it all countries are returned.
         * @example US,RU,GB
         */
        CountryCodes: string;
        /**
         * @description Number of the purchase (`id`).
         * @example 12345
         */
        PurchaseId: components["schemas"]["Id"];
        /**
         * @description Number of the bulk purchase (`bulk_purchase_id`), not of a single purchase.
         * @example 123
         */
        BulkPurchaseId: components["schemas"]["Id"];
        /**
         * @description Secret hash of a purchase. No published response contains it, so it has to come from elsewhere (for example a link given out by the service).
         * @example abc-def-1234567890
         */
        Hash: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getServerTime: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Current time of the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "epochMs": 1732002600000,
                     *       "iso": "2024-11-19T07:50:00.000Z",
                     *       "timezone": "UTC"
                     *     }
                     */
                    "application/json": components["schemas"]["ServerTime"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Health of the service. `degraded` may come with HTTP 200 as well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "now": "2024-11-19T07:50:00.000Z",
                     *       "uptimeSeconds": 86400,
                     *       "checks": {
                     *         "database": true,
                     *         "redis": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    listAccounts: {
        parameters: {
            query: {
                /**
                 * @description Page number, the first page is 1.
                 * @example 1
                 */
                page: components["parameters"]["Page"];
                /**
                 * @description Entries per page. An earlier version of the API stated 50 as the maximum for the catalogue; the current text names none.
                 * @example 50
                 */
                page_size: components["parameters"]["CataloguePageSize"];
                /**
                 * @description Order of the catalogue.
                 * @example popularity_desc
                 */
                sort: components["parameters"]["AccountSort"];
                /**
                 * @description Country codes separated by commas; without it all countries are returned.
                 * @example US,RU,GB
                 */
                country_codes?: components["parameters"]["CountryCodes"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the catalogue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "country_code": "US",
                     *           "display_name": {
                     *             "ru": "США",
                     *             "en": "United States"
                     *           },
                     *           "emoji": "🇺🇸",
                     *           "price": {
                     *             "amount": "2.70",
                     *             "currency_code": "USD"
                     *           },
                     *           "base_price": {
                     *             "amount": "3.00",
                     *             "currency_code": "USD"
                     *           },
                     *           "available": true,
                     *           "available_count": 120,
                     *           "popularity_index": 87,
                     *           "tags": [
                     *             "HIGH_DEMAND"
                     *           ]
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "current_page": 1,
                     *         "page_size": 50,
                     *         "total_items": 1,
                     *         "total_pages": 1,
                     *         "has_next": false,
                     *         "has_previous": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    listAccountCountries: {
        parameters: {
            query: {
                /**
                 * @description Page number, the first page is 1.
                 * @example 1
                 */
                page: components["parameters"]["Page"];
                /**
                 * @description Entries per page. An earlier version of the API stated 50 as the maximum for the catalogue; the current text names none.
                 * @example 50
                 */
                page_size: components["parameters"]["CataloguePageSize"];
                /**
                 * @description Order of the catalogue.
                 * @example popularity_desc
                 */
                sort: components["parameters"]["AccountSort"];
                /**
                 * @description Country codes separated by commas; without it all countries are returned.
                 * @example US,RU,GB
                 */
                country_codes?: components["parameters"]["CountryCodes"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the public catalogue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "country_code": "GB",
                     *           "display_name": {
                     *             "ru": "Великобритания",
                     *             "en": "United Kingdom"
                     *           },
                     *           "emoji": "🇬🇧",
                     *           "price": {
                     *             "amount": "3.00",
                     *             "currency_code": "USD"
                     *           },
                     *           "base_price": {
                     *             "amount": "3.00",
                     *             "currency_code": "USD"
                     *           },
                     *           "available": true,
                     *           "available_count": null,
                     *           "popularity_index": 12.5,
                     *           "tags": [
                     *             "HIGH_QUALITY"
                     *           ]
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "current_page": 1,
                     *         "total_pages": 3,
                     *         "has_next": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Two capital letters, ISO 3166-1 alpha-2.
                 * @example US
                 */
                country_code: components["schemas"]["CountryCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Price breakdown of the country. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "country_code": "US",
                     *       "display_name": {
                     *         "ru": "США",
                     *         "en": "United States"
                     *       },
                     *       "emoji": "🇺🇸",
                     *       "price": {
                     *         "amount": "2.70",
                     *         "currency_code": "USD"
                     *       },
                     *       "discount": {
                     *         "base_price": "3.00",
                     *         "percent": 10
                     *       },
                     *       "available": true,
                     *       "available_count": 120,
                     *       "tags": [
                     *         "HIGH_QUALITY",
                     *         "HIGH_DEMAND"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AccountDetails"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    changeLanguage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeLanguageRequest"];
            };
        };
        responses: {
            200: components["responses"]["Success"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    changeLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "new_login": "username"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeLoginRequest"];
            };
        };
        responses: {
            200: components["responses"]["Success"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "new_password": "Password123"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            200: components["responses"]["Success"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    unbindTelegram: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Success"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getDiscount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Discount status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "current_level": {
                     *         "name": "bronze",
                     *         "percent": 3,
                     *         "purchases_required": 10
                     *       },
                     *       "next_level": {
                     *         "name": "silver",
                     *         "percent": 5,
                     *         "progress": {
                     *           "purchases": 42,
                     *           "purchases_remaining": 58
                     *         },
                     *         "requirements": {
                     *           "purchases": 100
                     *         }
                     *       },
                     *       "levels": [
                     *         {
                     *           "name": "bronze",
                     *           "percent": 3,
                     *           "purchases": 10
                     *         },
                     *         {
                     *           "name": "silver",
                     *           "percent": 5,
                     *           "purchases": 100
                     *         }
                     *       ],
                     *       "custom_discounts": [
                     *         {
                     *           "id": 1,
                     *           "country_code": null,
                     *           "discount_percent": 2,
                     *           "created_at": "2026-02-01T00:00:00.000Z",
                     *           "expires_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DiscountStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getReferral: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Referral status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "current_level": {
                     *         "name": "bronze",
                     *         "percent": 5,
                     *         "progress": {
                     *           "deposits": 120.5,
                     *           "referrals": 3
                     *         }
                     *       },
                     *       "next_level": {
                     *         "name": "silver",
                     *         "percent": 7,
                     *         "requirements": {
                     *           "deposits": 500,
                     *           "referrals": 10,
                     *           "remaining_deposits": 379.5,
                     *           "remaining_referrals": 7
                     *         }
                     *       },
                     *       "levels": [
                     *         {
                     *           "name": "bronze",
                     *           "percent": 5,
                     *           "required_deposits": 0,
                     *           "required_referrals": 0
                     *         },
                     *         {
                     *           "name": "silver",
                     *           "percent": 7,
                     *           "required_deposits": 500,
                     *           "required_referrals": 10
                     *         }
                     *       ],
                     *       "referral_info": {
                     *         "balance": {
                     *           "amount": "6.02",
                     *           "currency_code": "USD"
                     *         },
                     *         "profit": {
                     *           "amount": "18.40",
                     *           "currency_code": "USD"
                     *         },
                     *         "referrals_count": 3
                     *       },
                     *       "referral_link": "https://example.com/?ref=4711"
                     *     }
                     */
                    "application/json": components["schemas"]["ReferralStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    transferReferralBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 100
                 *     }
                 */
                "application/json": components["schemas"]["TransferReferralBalanceRequest"];
            };
        };
        responses: {
            /** @description Both balances after the transfer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "balance": {
                     *         "amount": "125.40",
                     *         "currency_code": "USD"
                     *       },
                     *       "referral_info": {
                     *         "balance": {
                     *           "amount": "6.02",
                     *           "currency_code": "USD"
                     *         },
                     *         "profit": {
                     *           "amount": "118.40",
                     *           "currency_code": "USD"
                     *         },
                     *         "referrals_count": 3
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferReferralBalanceResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    listReferralTransactions: {
        parameters: {
            query: {
                /**
                 * @description Page number, the first page is 1.
                 * @example 1
                 */
                page: components["parameters"]["Page"];
                /**
                 * @description Entries per page. No maximum is published; stay at or below 50.
                 * @example 50
                 */
                page_size: components["parameters"]["TransactionPageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": 9001,
                     *           "amount": {
                     *             "amount": "0.50",
                     *             "currency_code": "USD"
                     *           },
                     *           "balance_before": {
                     *             "amount": "5.52",
                     *             "currency_code": "USD"
                     *           },
                     *           "balance_after": {
                     *             "amount": "6.02",
                     *             "currency_code": "USD"
                     *           },
                     *           "from_user_id": "5122",
                     *           "created_at": "2026-03-19T12:00:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "current_page": 1,
                     *         "total_pages": 1,
                     *         "has_next": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReferralTransactionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    listPurchases: {
        parameters: {
            query: {
                /**
                 * @description Page number, the first page is 1.
                 * @example 1
                 */
                page: components["parameters"]["Page"];
                /**
                 * @description Entries per page, at most 50.
                 * @example 50
                 */
                page_size: components["parameters"]["PurchasePageSize"];
                /**
                 * @description Order by creation date.
                 * @example date_desc
                 */
                sort: "date_asc" | "date_desc";
                /**
                 * @description Part of a phone number; matches anywhere in it.
                 * @example 123
                 */
                phone_number?: string;
                /**
                 * @description Only purchases in this status.
                 * @example SUCCESS
                 */
                status?: components["schemas"]["PurchaseStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of purchases. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": 12345,
                     *           "country_code": "US",
                     *           "display_name": {
                     *             "ru": "США",
                     *             "en": "United States"
                     *           },
                     *           "emoji": "🇺🇸",
                     *           "phone_number": "+12025550123",
                     *           "price": {
                     *             "amount": "1.50",
                     *             "currency_code": "USD"
                     *           },
                     *           "status": "SUCCESS",
                     *           "purchase_type": "SINGLE",
                     *           "purchase_source": "API",
                     *           "verification": {
                     *             "code": "12345",
                     *             "password": "secret123",
                     *             "received_at": "2024-11-19T07:52:00.000Z"
                     *           },
                     *           "created_at": "2024-11-19T07:50:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "current_page": 1,
                     *         "page_size": 50,
                     *         "total_items": 1,
                     *         "total_pages": 1,
                     *         "has_next": false,
                     *         "has_previous": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PurchasePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    createPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "country_code": "US"
                 *     }
                 */
                "application/json": components["schemas"]["CreatePurchaseRequest"];
            };
        };
        responses: {
            /** @description The new purchase, normally `PENDING` and without verification data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the purchase (`id`).
                 * @example 12345
                 */
                purchase_id: components["parameters"]["PurchaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    refundPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the purchase (`id`).
                 * @example 12345
                 */
                purchase_id: components["parameters"]["PurchaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchase after the refund and the refund itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "purchase": {
                     *         "id": 12345,
                     *         "country_code": "US",
                     *         "display_name": {
                     *           "ru": "США",
                     *           "en": "United States"
                     *         },
                     *         "emoji": "🇺🇸",
                     *         "phone_number": "+12025550123",
                     *         "price": {
                     *           "amount": "1.50",
                     *           "currency_code": "USD"
                     *         },
                     *         "status": "REFUND",
                     *         "purchase_type": "SINGLE",
                     *         "purchase_source": "API",
                     *         "verification": null,
                     *         "created_at": "2024-11-19T07:50:00.000Z"
                     *       },
                     *       "refund": {
                     *         "amount": {
                     *           "amount": "1.50",
                     *           "currency_code": "USD"
                     *         },
                     *         "reason": "code not received",
                     *         "refunded_at": "2024-11-19T08:15:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RefundResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    requestPurchaseCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the purchase (`id`).
                 * @example 12345
                 */
                purchase_id: components["parameters"]["PurchaseId"];
            };
            cookie?: never;
        };
        /** @description Send an empty JSON object when no callback is wanted; real clients and the official SDK do so. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequestCodeRequest"];
            };
        };
        responses: {
            /** @description The purchase and the state of the code request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestCodeResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["CodeConflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    createBulkPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBulkPurchaseRequest"];
            };
        };
        responses: {
            /** @description The new bulk purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPurchase"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getBulkPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the bulk purchase (`bulk_purchase_id`), not of a single purchase.
                 * @example 123
                 */
                purchase_id: components["parameters"]["BulkPurchaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPurchase"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    downloadBulkPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the bulk purchase (`bulk_purchase_id`), not of a single purchase.
                 * @example 123
                 */
                purchase_id: components["parameters"]["BulkPurchaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive as bytes. File name and content type headers are not published. */
            200: {
                headers: {
                    /** @description May carry a file name. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": components["schemas"]["Archive"];
                    "application/octet-stream": components["schemas"]["Archive"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    getPurchaseByHash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Secret hash of a purchase. No published response contains it, so it has to come from elsewhere (for example a link given out by the service).
                 * @example abc-def-1234567890
                 */
                hash: components["parameters"]["Hash"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            400: components["responses"]["HashMissing"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    requestCodeByHash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Secret hash of a purchase. No published response contains it, so it has to come from elsewhere (for example a link given out by the service).
                 * @example abc-def-1234567890
                 */
                hash: components["parameters"]["Hash"];
            };
            cookie?: never;
        };
        /** @description Send an empty JSON object when no callback is wanted. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequestCodeRequest"];
            };
        };
        responses: {
            /** @description The purchase and the state of the code request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestCodeResult"];
                };
            };
            400: components["responses"]["HashMissing"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["CodeConflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "success",
                 *       "url": "https://example.com/webhooks/handler"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookTestRequest"];
            };
        };
        responses: {
            /** @description What the receiver answered. A failed delivery is a 200 with `success` false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTestResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
}
