// Generated from contract/fivesim.openapi.yaml by `npm run generate`.
export interface paths {
    "/v1/user/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the profile
         * @description Balance, frozen balance, rating and defaults of the user. Suits as credential test.
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
    "/v1/user/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the order history
         * @description Orders of one category. The way to find out whether an interrupted purchase went through.
         */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the payments
         * @description History of the user's balance.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/guest/products/{country}/{operator}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get products with price and stock
         * @description All products that can be bought in a country from an operator, as a map from product name to offer.
         */
        get: operations["getProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/guest/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get prices, stock and delivery rate
         * @description Prices down to the operator. Both filters are optional and may be
         *     combined. The answer nests country, product, operator - except when only
         *     `product` is given: then product, country, operator. Without any filter
         *     the answer is very large.
         */
        get: operations["getPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/buy/activation/{country}/{operator}/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Buy an activation number
         * @description Rents a number for one activation and charges the balance. A GET with a
         *     side effect: every call is a new order. Typical refusals: `no free
         *     phones`, `not enough user balance`, `not enough rating`, `not enough
         *     product qty`, `server offline`, `bad country`, `bad operator`, `no
         *     product`.
         */
        get: operations["buyActivation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/buy/hosting/{country}/{operator}/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Buy a hosting number
         * @description Rents a number for a period and charges the balance. A GET with a side
         *     effect: every call is a new order. The documented answer has no
         *     `operator`, `country` and forwarding fields.
         */
        get: operations["buyHosting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/reuse/{product}/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Buy a number again
         * @description Orders a number that was bought before with the reuse option, and
         *     charges the balance. A GET with a side effect. Price and time limit are
         *     not published. Typical refusals: `reuse not possible`, `reuse false`,
         *     `reuse expired`, besides those of a purchase.
         */
        get: operations["reuseNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/check/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order with its messages
         * @description Current status and received messages. The call to poll. Look at the
         *     message list, not only at the status: clients met `RECEIVED` with an
         *     empty list.
         */
        get: operations["checkOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/finish/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish an order
         * @description Closes the order as successful and raises the rating. A GET with a side
         *     effect. Refusals: `order not found`, `order expired`, `order no sms`,
         *     `hosting order`.
         */
        get: operations["finishOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/cancel/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cancel an order
         * @description Ends an order that has no message yet; clients see the price come back.
         *     Lowers the rating. A GET with a side effect. Refusals: `order not
         *     found`, `order expired`, `order has sms`, `hosting order`. The sample of
         *     the documentation shows a cancelled order with a message, which that
         *     refusal rules out.
         */
        get: operations["cancelOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/ban/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ban the number of an order
         * @description Reports the number as unusable, for instance already registered, and
         *     ends the order. Lowers the rating. A GET with a side effect. Refusals as
         *     for cancelling.
         */
        get: operations["banOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/sms/inbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of an order
         * @description Inbox of one order, with a count. No parameters for paging are documented.
         */
        get: operations["listInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/guest/flash/{lang}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the current notice
         * @description Text the service shows to its users. A guest path, so no token is needed, although the documentation's samples send one.
         */
        get: operations["getNotification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/vendor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the vendor statistics
         * @description Same fields as the user profile, for the partner account.
         */
        get: operations["getVendor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vendor/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vendor's prices
         * @description What the vendor's numbers cost and how many there are.
         */
        get: operations["listVendorPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vendor/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the wallet reserves
         * @description Money available for payouts, per payment system.
         */
        get: operations["getVendorWallets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vendor/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vendor's orders
         * @description Orders of one category sold through the partner.
         */
        get: operations["listVendorOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vendor/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vendor's payments
         * @description History of the partner's payouts and earnings.
         */
        get: operations["listVendorPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vendor/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a payout
         * @description Pays out partner earnings. Repeating the call pays out again. All values are strings, the amount too.
         */
        post: operations["createPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/guest/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the countries with their operators
         * @description Map from country name to its codes, prefixes, names and operators.
         *     Operators sit beside the fixed fields, each as a map from category to 1.
         */
        get: operations["getCountries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/max-prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the price limits
         * @description Ceilings the user has set per product.
         */
        get: operations["listPriceLimits"];
        put?: never;
        /**
         * Create or update a price limit
         * @description Sets the highest price for a product; replaces an earlier value.
         */
        post: operations["setPriceLimit"];
        /**
         * Delete a price limit
         * @description Removes the ceiling of a product. The product goes into the body of the DELETE request.
         */
        delete: operations["deletePriceLimit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Category: "hosting" | "activation";
        /**
         * @description `PENDING` being prepared, `RECEIVED` waiting for or holding a message,
         *     `CANCELED` cancelled, `TIMEOUT` time over, `FINISHED` complete,
         *     `BANNED` number reported. The first two are open, the others final.
         *     Our copy of the documentation has the heading of this list only.
         * @enum {string}
         */
        OrderStatus: "PENDING" | "RECEIVED" | "CANCELED" | "TIMEOUT" | "FINISHED" | "BANNED";
        /**
         * @description Known refusal texts. They come as plain text, sometimes as a JSON
         *     string, with status 200, 400 or 404. Other texts are possible.
         * @enum {string}
         */
        BusinessError: "no free phones" | "not enough user balance" | "not enough rating" | "not enough product qty" | "server offline" | "order not found" | "order expired" | "order has sms" | "order no sms" | "hosting order" | "record not found" | "bad country" | "bad operator" | "no product" | "product is empty" | "select country" | "select operator" | "reuse not possible" | "reuse false" | "reuse expired";
        Profile: {
            id: number;
            email?: string;
            /** @description Name of the partner site. */
            vendor?: string;
            default_forwarding_number?: string;
            balance: number;
            rating?: number;
            default_country?: {
                name?: string;
                iso?: string;
                /** @description Dial prefix with plus sign. */
                prefix?: string;
            };
            default_operator?: {
                /** @description May be empty. */
                name?: string;
            };
            /** @description Money held for open orders. */
            frozen_balance?: number;
        };
        /**
         * @description The documented structure has `created_at`, `date`, `sender`, `text` and
         *     `code`. A number appears as `id` in a hosting order and as `ID` in the
         *     inbox, and not at all elsewhere.
         */
        Sms: {
            id?: number;
            ID?: number;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the message came in.
             */
            date: string;
            sender: string;
            text: string;
            /** @description Code found in the text; empty when none was found. A string, leading zeros matter. */
            code: string;
            /** @description Inbox only; meaning not published. */
            is_wave?: boolean;
            /** @description Inbox only; meaning not published. */
            wave_uuid?: string;
        };
        Order: {
            /** Format: int64 */
            id: number;
            /** @description Number with plus sign. */
            phone: string;
            operator?: string;
            product: string;
            price: number;
            status: components["schemas"]["OrderStatus"];
            /** Format: date-time */
            expires: string;
            /** @description Messages so far. Null or an empty list when there is none. */
            sms?: components["schemas"]["Sms"][] | null;
            /** Format: date-time */
            created_at: string;
            forwarding?: boolean;
            /** @description Empty without forwarding, or null. */
            forwarding_number?: string | null;
            country?: string;
        };
        /** @description Entry of a list that accompanies a history. Payments show objects with `Name`; the lists of orders are empty in all samples, so text is accepted too. */
        NameEntry: {
            Name: string;
        } | string;
        NameList: components["schemas"]["NameEntry"][] | null;
        OrderPage: {
            Data: components["schemas"]["Order"][] | null;
            ProductNames?: components["schemas"]["NameList"];
            Statuses?: components["schemas"]["NameList"];
            /** @description Number of all entries, not of the slice. */
            Total: number;
        };
        Payment: {
            /** Format: int64 */
            ID: number;
            TypeName: string;
            ProviderName: string;
            Amount: number;
            /** @description Balance after the payment. */
            Balance: number;
            /** Format: date-time */
            CreatedAt: string;
        };
        PaymentPage: {
            Data: components["schemas"]["Payment"][] | null;
            PaymentTypes?: components["schemas"]["NameList"];
            PaymentProviders?: components["schemas"]["NameList"];
            Total: number;
        };
        VendorPaymentPage: {
            Data: components["schemas"]["Payment"][] | null;
            PaymentTypes?: components["schemas"]["NameList"];
            PaymentProviders?: components["schemas"]["NameList"];
            PaymentStatuses?: components["schemas"]["NameList"];
            Total: number;
        };
        Offer: {
            Category: components["schemas"]["Category"];
            /** @description Numbers in stock. */
            Qty: number;
            Price: number;
        };
        /** @description Key is the product name. */
        ProductMap: {
            [key: string]: components["schemas"]["Offer"];
        };
        OperatorPrice: {
            /** @description Price, two decimal places by the documentation, up to four at the live service. */
            cost: number;
            /** @description Numbers in stock. */
            count: number;
            /** @description Share of delivered messages in per cent, two decimal places. Missing below 20 per cent or with too few orders. */
            rate?: number;
            /** @description The same for the last 1 hours. Not documented; live clients met it. */
            rate1?: number | null;
            /** @description The same for the last 3 hours. Not documented; live clients met it. */
            rate3?: number | null;
            /** @description The same for the last 24 hours. Not documented; live clients met it. */
            rate24?: number | null;
            /** @description The same for the last 72 hours. Not documented; live clients met it. */
            rate72?: number | null;
            /** @description The same for the last 168 hours. Not documented; live clients met it. */
            rate168?: number | null;
            /** @description The same for the last 720 hours. Not documented; live clients met it. */
            rate720?: number | null;
        };
        /** @description Country, product, operator. With only the product filter - product, country, operator. */
        PriceTree: {
            [key: string]: {
                [key: string]: {
                    [key: string]: components["schemas"]["OperatorPrice"];
                };
            };
        };
        InboxPage: {
            Data: components["schemas"]["Sms"][] | null;
            Total: number;
        };
        Notification: {
            text: string;
        };
        VendorPricePage: {
            Prices: components["schemas"]["VendorPrice"][] | null;
            /** @description Number of all prices. The live service may invent it. */
            Total: number;
        };
        VendorPrice: {
            ID: number;
            CountryName?: string;
            ProductName?: string;
            OperatorName?: string;
            Count?: number;
            /** @description Up to four decimal places. */
            Price?: number;
            Rate?: number | null;
        };
        Wallets: {
            fkwallet?: number;
            payeer?: number;
            unitpay?: number;
        } & {
            [key: string]: number;
        };
        PayoutRequest: {
            /** @description Account that receives the money. */
            receiver: string;
            /**
             * @description Way of payment.
             * @enum {string}
             */
            method: "visa" | "qiwi" | "yandex";
            /** @description A number as text. */
            amount: string;
            /**
             * @description Payment system.
             * @enum {string}
             */
            fee: "fkwallet" | "payeer" | "unitpay";
        };
        /** @description Key is the country name used in all other calls. */
        CountryMap: {
            [key: string]: components["schemas"]["Country"];
        };
        /** @description Every further field is an operator. The text calls `iso` an array; the sample shows a map. */
        Country: {
            /** @description Map from ISO code in small letters to 1. */
            iso: {
                [key: string]: number;
            };
            /** @description Map from dial prefix to 1. */
            prefix: {
                [key: string]: number;
            };
            text_en: string;
            text_ru: string;
        } & {
            [key: string]: {
                [key: string]: number;
            };
        };
        PriceLimit: {
            id?: number;
            product: string;
            price: number;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            CreatedAt?: string;
        };
        SetPriceLimitRequest: {
            product_name: string;
            price: number;
        };
        DeletePriceLimitRequest: {
            product_name: string;
        };
    };
    responses: {
        /** @description A refusal as text. */
        BusinessError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example not enough user balance */
                "text/plain": components["schemas"]["BusinessError"];
                /** @example not enough user balance */
                "application/json": string;
            };
        };
        /** @description A refusal about an order, seen by clients with this status. */
        OrderError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example order not found */
                "text/plain": components["schemas"]["BusinessError"];
            };
        };
        /** @description Nothing stored for that product, or the site does not offer price limits. */
        LaterMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example record not found */
                "text/plain": string;
            };
        };
        /** @description Done. The answer is not published; clients met the bare text `success`. */
        PlainSuccess: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example success */
                "text/plain": string;
                "application/json": unknown;
            };
        };
        /** @description No token or a wrong one. The body may be empty. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description Limit of the token reached, about 100 requests per second. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description Gateway fault. A purchase sent in this request is unconfirmed - check the order history. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
                "text/plain": string;
            };
        };
        /** @description Limit of the address or of purchases reached, or the service is down. */
        LimitOrUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
                "text/html": string;
            };
        };
        /** @description No answer in time. A purchase sent in this request is unconfirmed - check the order history. */
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
                "text/plain": string;
            };
        };
    };
    parameters: {
        /**
         * @description Kind of orders.
         * @example activation
         */
        Category: components["schemas"]["Category"];
        /**
         * @description Entries per answer. Default and maximum are not published; samples use 15.
         * @example 15
         */
        Limit: number;
        /**
         * @description Entries to skip.
         * @example 0
         */
        Offset: number;
        /**
         * @description Name of the field to sort by. Allowed names are not listed; `id` works in the samples.
         * @example id
         */
        OrderBy: string;
        /**
         * @description Turns the order round; `true` with `id` gives newest first.
         * @example true
         */
        Reverse: boolean;
        /**
         * @description Country name as in `getCountries`, or `any`.
         * @example russia
         */
        Country: string;
        /**
         * @description Operator name as in `getCountries`, or `any`.
         * @example any
         */
        Operator: string;
        /**
         * @description Product name as in `getProducts`.
         * @example amazon
         */
        Product: string;
        /**
         * @description Number of the order.
         * @example 11631253
         */
        OrderId: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listOrders: {
        parameters: {
            query: {
                /**
                 * @description Kind of orders.
                 * @example activation
                 */
                category: components["parameters"]["Category"];
                /**
                 * @description Entries per answer. Default and maximum are not published; samples use 15.
                 * @example 15
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Entries to skip.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Name of the field to sort by. Allowed names are not listed; `id` works in the samples.
                 * @example id
                 */
                order?: components["parameters"]["OrderBy"];
                /**
                 * @description Turns the order round; `true` with `id` gives newest first.
                 * @example true
                 */
                reverse?: components["parameters"]["Reverse"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One slice of the history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Data": [
                     *         {
                     *           "id": 53533933,
                     *           "phone": "+79085895281",
                     *           "operator": "tele2",
                     *           "product": "aliexpress",
                     *           "price": 2,
                     *           "status": "BANNED",
                     *           "expires": "2020-06-28T16:32:43.307041Z",
                     *           "sms": [],
                     *           "created_at": "2020-06-28T16:17:43.307041Z",
                     *           "country": "russia"
                     *         }
                     *       ],
                     *       "ProductNames": [],
                     *       "Statuses": [],
                     *       "Total": 3
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /**
                 * @description Entries per answer. Default and maximum are not published; samples use 15.
                 * @example 15
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Entries to skip.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Name of the field to sort by. Allowed names are not listed; `id` works in the samples.
                 * @example id
                 */
                order?: components["parameters"]["OrderBy"];
                /**
                 * @description Turns the order round; `true` with `id` gives newest first.
                 * @example true
                 */
                reverse?: components["parameters"]["Reverse"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One slice of the history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Data": [
                     *         {
                     *           "ID": 30011934,
                     *           "TypeName": "charge",
                     *           "ProviderName": "admin",
                     *           "Amount": 100,
                     *           "Balance": 100,
                     *           "CreatedAt": "2020-06-24T15:37:08.149895Z"
                     *         }
                     *       ],
                     *       "PaymentTypes": [
                     *         {
                     *           "Name": "charge"
                     *         }
                     *       ],
                     *       "PaymentProviders": [
                     *         {
                     *           "Name": "admin"
                     *         }
                     *       ],
                     *       "Total": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentPage"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getProducts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Country name as in `getCountries`, or `any`.
                 * @example russia
                 */
                country: components["parameters"]["Country"];
                /**
                 * @description Operator name as in `getCountries`, or `any`.
                 * @example any
                 */
                operator: components["parameters"]["Operator"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Offers by product name. An unknown country or operator may answer an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "1day": {
                     *         "Category": "hosting",
                     *         "Qty": 14,
                     *         "Price": 80
                     *       },
                     *       "vkontakte": {
                     *         "Category": "activation",
                     *         "Qty": 133,
                     *         "Price": 21
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProductMap"];
                    /** @example bad country */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getPrices: {
        parameters: {
            query?: {
                /**
                 * @description Country name as used by the API, for example `russia`.
                 * @example russia
                 */
                country?: string;
                /**
                 * @description Product name, for example `telegram`.
                 * @example telegram
                 */
                product?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Three levels of names, then the offer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceTree"];
                    /** @example no product */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    buyActivation: {
        parameters: {
            query?: {
                /** @description Switches call forwarding on. The value format is not published; `true` or `1` in practice. */
                forwarding?: string;
                /** @description Number that calls are forwarded to. Russian numbers only, 11 digits, no plus sign. */
                number?: string;
                /** @description `1` asks for a number that can be bought again later, where available. */
                reuse?: "1";
                /** @description `1` asks for a number that can take a call from a robot, where available. */
                voice?: "1";
                /** @description Referral key of the software's developer. Leave out unless the user has entered one. */
                ref?: string;
                /** @description Highest price the caller accepts for this order. */
                maxPrice?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Country name as in `getCountries`, or `any`.
                 * @example russia
                 */
                country: components["parameters"]["Country"];
                /**
                 * @description Operator name as in `getCountries`, or `any`.
                 * @example any
                 */
                operator: components["parameters"]["Operator"];
                /**
                 * @description Product name as in `getProducts`.
                 * @example amazon
                 */
                product: components["parameters"]["Product"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new order, or a refusal as text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example no free phones */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    buyHosting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Country name as in `getCountries`, or `any`.
                 * @example russia
                 */
                country: components["parameters"]["Country"];
                /**
                 * @description Operator name as in `getCountries`, or `any`.
                 * @example any
                 */
                operator: components["parameters"]["Operator"];
                /**
                 * @description Rental period. The text names two; its request sample shows an activation product, which looks like a slip.
                 * @example 1day
                 */
                product: "3hours" | "1day";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new order, or a refusal as text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 1,
                     *       "phone": "+79008001122",
                     *       "product": "1day",
                     *       "price": 1,
                     *       "status": "PENDING",
                     *       "expires": "1970-12-01T03:00:00.000000Z",
                     *       "sms": [
                     *         {
                     *           "id": 3027531,
                     *           "created_at": "1970-12-01T17:23:25.106597Z",
                     *           "date": "1970-12-01T17:23:15Z",
                     *           "sender": "Facebook",
                     *           "text": "Use 415127 as your login code",
                     *           "code": "415127"
                     *         }
                     *       ],
                     *       "created_at": "1970-12-01T00:00:00.000000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                    /** @example no free phones */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    reuseNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Product name as in `getProducts`.
                 * @example amazon
                 */
                product: components["parameters"]["Product"];
                /**
                 * @description Phone number, 4 to 15 digits without the plus sign.
                 * @example 79006665544
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new order, or a refusal as text. The documentation leaves this answer blank; an order is what clients expect. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example reuse not possible */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    checkOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the order.
                 * @example 11631253
                 */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, or an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example order not found */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    finishOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the order.
                 * @example 11631253
                 */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order after the change, or an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example order no sms */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the order.
                 * @example 11631253
                 */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order after the change, or an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example order has sms */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    banOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the order.
                 * @example 11631253
                 */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order after the change, or an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                    /** @example order expired */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Number of the order.
                 * @example 11631253
                 */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages, or an error text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Data": [
                     *         {
                     *           "ID": 844928,
                     *           "created_at": "2017-09-05T15:48:33.763297Z",
                     *           "date": "2017-09-05T15:48:27Z",
                     *           "sender": "+79998887060",
                     *           "text": "12345",
                     *           "code": "",
                     *           "is_wave": false,
                     *           "wave_uuid": ""
                     *         }
                     *       ],
                     *       "Total": 1
                     *     }
                     */
                    "application/json": components["schemas"]["InboxPage"];
                    /** @example order not found */
                    "text/plain": components["schemas"]["BusinessError"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Language of the text.
                 * @example en
                 */
                lang: "ru" | "en";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notice; the text may be empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "text": "...notification text..."
                     *     }
                     */
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["BusinessError"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getVendor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The partner's profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listVendorPrices: {
        parameters: {
            query?: {
                /** @description Only of this country. */
                "_filters[CountryName]"?: string;
                /** @description Only of this product. */
                "_filters[ProductName]"?: string;
                /** @description Only of this operator. */
                "_filters[OperatorName]"?: string;
                /** @description Field to sort by, such as `Price`, `Rate` or `Count`. */
                _sortField?: string;
                /** @description Direction. */
                _sortDir?: "ASC" | "DESC";
                /** @description Page, from 1. */
                _page?: number;
                /** @description Entries of a page. */
                _perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the prices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Prices": [
                     *         {
                     *           "Count": 0,
                     *           "CountryName": "england",
                     *           "ID": 333567,
                     *           "OperatorName": "virtual16",
                     *           "Price": 22,
                     *           "ProductName": "facebook"
                     *         }
                     *       ],
                     *       "Products": [
                     *         "facebook"
                     *       ],
                     *       "Country": [
                     *         "england"
                     *       ],
                     *       "Operators": [
                     *         "virtual16"
                     *       ],
                     *       "Total": 1
                     *     }
                     */
                    "application/json": components["schemas"]["VendorPricePage"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getVendorWallets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reserves by payment system. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "fkwallet": 43339.55,
                     *       "payeer": 2117.32,
                     *       "unitpay": 97.6
                     *     }
                     */
                    "application/json": components["schemas"]["Wallets"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listVendorOrders: {
        parameters: {
            query: {
                /**
                 * @description Kind of orders.
                 * @example activation
                 */
                category: components["parameters"]["Category"];
                /**
                 * @description Entries per answer. Default and maximum are not published; samples use 15.
                 * @example 15
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Entries to skip.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Name of the field to sort by. Allowed names are not listed; `id` works in the samples.
                 * @example id
                 */
                order?: components["parameters"]["OrderBy"];
                /**
                 * @description Turns the order round; `true` with `id` gives newest first.
                 * @example true
                 */
                reverse?: components["parameters"]["Reverse"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One slice of the history. The documented sample is empty, the entries are assumed to be orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Data": [],
                     *       "ProductNames": [],
                     *       "Statuses": [],
                     *       "Total": 3
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listVendorPayments: {
        parameters: {
            query?: {
                /**
                 * @description Entries per answer. Default and maximum are not published; samples use 15.
                 * @example 15
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Entries to skip.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Name of the field to sort by. Allowed names are not listed; `id` works in the samples.
                 * @example id
                 */
                order?: components["parameters"]["OrderBy"];
                /**
                 * @description Turns the order round; `true` with `id` gives newest first.
                 * @example true
                 */
                reverse?: components["parameters"]["Reverse"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One slice of the history. The documented sample is empty, the entries are assumed to be payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "Data": [],
                     *       "PaymentProviders": null,
                     *       "PaymentStatuses": null,
                     *       "PaymentTypes": null,
                     *       "Total": 3
                     *     }
                     */
                    "application/json": components["schemas"]["VendorPaymentPage"];
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    createPayout: {
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
                 *       "receiver": "1",
                 *       "method": "qiwi",
                 *       "amount": "1",
                 *       "fee": "unitpay"
                 *     }
                 */
                "application/json": components["schemas"]["PayoutRequest"];
            };
        };
        responses: {
            /** @description The answer is not published. Accept JSON of any kind, text, or nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/plain": string;
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    getCountries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Countries by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "afghanistan": {
                     *         "iso": {
                     *           "af": 1
                     *         },
                     *         "prefix": {
                     *           "+93": 1
                     *         },
                     *         "text_en": "Afghanistan",
                     *         "text_ru": "Афганистан",
                     *         "virtual18": {
                     *           "activation": 1
                     *         },
                     *         "virtual21": {
                     *           "activation": 1
                     *         },
                     *         "virtual23": {
                     *           "activation": 1
                     *         },
                     *         "virtual4": {
                     *           "activation": 1
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CountryMap"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    listPriceLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "product": "telegram",
                     *         "price": 12.5,
                     *         "created_at": "2024-01-10T12:00:00.000000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["PriceLimit"][] | null;
                };
            };
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LaterMissing"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    setPriceLimit: {
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
                 *       "product_name": "telegram",
                 *       "price": 12.5
                 *     }
                 */
                "application/json": components["schemas"]["SetPriceLimitRequest"];
            };
        };
        responses: {
            200: components["responses"]["PlainSuccess"];
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LaterMissing"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
    deletePriceLimit: {
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
                 *       "product_name": "telegram"
                 *     }
                 */
                "application/json": components["schemas"]["DeletePriceLimitRequest"];
            };
        };
        responses: {
            200: components["responses"]["PlainSuccess"];
            400: components["responses"]["BusinessError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LaterMissing"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["LimitOrUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BusinessError"];
        };
    };
}
