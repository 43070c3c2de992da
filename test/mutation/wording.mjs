/** What people read: sentences, and the labels of the form. Codes, names and values stay, since they decide something. */
const LABELS = new Set(['displayName', 'description', 'placeholder', 'action', 'message']);

const wording = {
	shouldIgnore({ node, parent }) {
		if (node.type !== 'StringLiteral') return undefined;
		const isLabel = parent.type === 'ObjectProperty' && LABELS.has(parent.key.name);
		return isLabel || node.value.includes(' ') ? 'wording' : undefined;
	},
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'wording', value: wording }];
