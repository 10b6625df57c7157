import {
  ControlApproval,
  ControlSettings,
  ControlSettingsInForce,
  ControlSettingsInput,
  ControlSettingsPreview,
  ControlSettingsVersion,
  controlDefaults,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { approvalDocument, readApproval } from '../approvals/read.ts';
import { previewSettings, proposeSettings } from '../settings/propose.ts';
import { readHistory, readInForce } from '../settings/read.ts';

const closed = { additionalProperties: false } as const;
const tags = ['control-settings'];
const config = { access: 'person' } as const;
const path = '/api/v1/control-settings';
const reading = { action: 'access.refused', targetType: 'control-settings' } as const;

/** The settings of internal control: read, and proposed to the leadership. */
export function settingsRoutes(app: App, { database }: { database: Database }): void {
  app.get(path, {
    config,
    schema: { tags, summary: '现行内控设置 / the settings in force', response: { 200: ControlSettingsInForce } },
    handler: (request) => act(database, request, reading, (transaction) => readInForce(transaction, personOf(request))),
  });

  app.get(`${path}/versions`, {
    config,
    schema: {
      tags,
      summary: '内控设置的历次版本 / every version that applied, newest first, with what it changed',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(ControlSettingsVersion) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const before = versionOfCursor(cursor);
      const page = { ...(before === undefined ? {} : { before }), limit };
      const rows = await act(database, request, reading, (transaction) =>
        readHistory(transaction, personOf(request), page),
      );
      return pageOf(rows, limit, ({ version }) => [version]);
    },
  });

  app.post(`${path}/preview`, {
    config,
    schema: {
      tags,
      summary: '预览修改 / what these settings would change',
      body: Type.Object({ settings: ControlSettings }, { ...closed, examples: [{ settings: controlDefaults }] }),
      response: { 200: ControlSettingsPreview },
    },
    handler: (request) =>
      act(database, request, reading, (transaction) =>
        previewSettings(transaction, personOf(request), request.body.settings),
      ),
  });

  app.post(`${path}/proposals`, {
    config,
    schema: {
      tags,
      summary: '提请修改内控设置 / put new settings to the leadership; the very same again is the one that waits',
      body: { ...ControlSettingsInput, examples: [{ version: 0, settings: controlDefaults, reason: '调整抽查比例' }] },
      response: { 201: ControlApproval },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const attempt = { action: 'approval.asked', targetType: 'control-settings' } as const;
      const approval = await act(database, request, attempt, async (transaction) =>
        readApproval(
          transaction,
          caller,
          await proposeSettings(transaction, caller, { ...request.body, trace: traceOf(request) }),
        ),
      );
      return reply.code(201).send(approvalDocument(approval));
    },
  });
}

function versionOfCursor(cursor: string | undefined): number | undefined {
  const [version] = decodeCursor(cursor, 1) ?? [];
  if (version !== undefined && !(typeof version === 'number' && Number.isInteger(version)))
    throw new Problem('invalid-cursor');
  return version;
}
