import { IdOrCode, Page, pageQuery, Staffing, StaffingPreview, StaffingPreviewInput } from '@zhiheng/contracts';
import type { App } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { known, overlook, peopleNamed } from '../overlook.ts';
import { Staffings, staffingPage } from '../staffing.ts';
import { previewStaffing } from '../staffing-preview.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

/** Whether each item’s duties can be filled, now and after a change: for those who oversee the centre or a part of it. */
export function staffingRoutes(app: App, desk: Desk): void {
  const staffings = new Staffings();

  app.get('/api/v1/staffing', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '岗位配备 / who can fill each item’s duties, whether distinct people can, and without whom not',
      querystring: Type.Object(
        {
          item: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          resiliency: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 2, default: 0, description: '另有几人缺席 / further absences to try' }),
          ),
          away: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 2000,
              description: '假定缺席的人，逗号分隔 / usernames taken to be absent, separated by commas',
            }),
          ),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Staffing) },
    },
    handler: (request) => {
      const { item, unit, away, resiliency = 0, ...page } = request.query;
      return overlook(desk, request, 'staffing', async (view) => {
        const wanted = {
          ...(item === undefined ? {} : { item: known(view.policy, 'item', item) }),
          ...(unit === undefined ? {} : { unit: known(view.policy, 'unit', unit) }),
          away: await peopleNamed(view, away?.split(',') ?? [], '/away'),
          resiliency: resiliency as 0 | 1 | 2,
        };
        return staffingPage(view, staffings, wanted, page);
      });
    },
  });

  app.post('/api/v1/staffing/preview', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '配备预演 / what a departure, leave, removal or new item would leave unstaffed; changes nothing',
      body: StaffingPreviewInput,
      response: { 200: StaffingPreview },
    },
    handler: (request) => overlook(desk, request, 'staffing', (view) => previewStaffing(view, request.body)),
  });
}
