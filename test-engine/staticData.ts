import type { IDataObject } from 'n8n-workflow';

/** The workflows' static data, as n8n keeps it in its database: read whole, written whole, the last writer wins. */
export class StaticDataStore {
	private readonly stored = new Map<string, string>();

	read(workflowId: string): IDataObject {
		return JSON.parse(this.stored.get(workflowId) ?? '{}') as IDataObject;
	}

	write(workflowId: string, staticData: IDataObject): void {
		this.stored.set(workflowId, JSON.stringify(staticData));
	}

	/** Writes the static data of a workflow object if a node changed it. */
	save({ id, staticData }: { id: string; staticData: IDataObject }): void {
		if (staticData.__dataChanged !== true) return;
		this.write(id, staticData);
		staticData.__dataChanged = false;
	}
}
