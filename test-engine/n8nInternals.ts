/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import 'reflect-metadata';

import { createRequire } from 'node:module';

/**
 * The packages that n8n-core itself uses. npm installs other versions of them beside n8n-core for other tools;
 * services found through those would be different objects than the ones n8n-core works with.
 */
const requireAsCore = createRequire(require.resolve('n8n-core'));

export const { Container } = requireAsCore('@n8n/di') as typeof import('@n8n/di');
export const { Logger } = requireAsCore(
	'@n8n/backend-common',
) as typeof import('@n8n/backend-common');
export const { GlobalConfig, InstanceSettingsConfig, SecurityConfig, SsrfProtectionConfig } =
	requireAsCore('@n8n/config') as typeof import('@n8n/config');
/** How n8n writes an execution into its database. */
export const { parse, stringify } = requireAsCore('flatted') as typeof import('flatted');
export const { parseIncomingMessage } = requireAsCore(
	'@n8n/backend-network',
) as typeof import('@n8n/backend-network');
