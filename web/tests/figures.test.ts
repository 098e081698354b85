// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseCsv, seriesOf } from '../src/figures';

const csv = `measure,origin,destination,period,breakdown,value,unit,status,source,figure_id\r
stock,NIC,CRI,2020,,350854,persons,estimated,un-desa-ims-2020,1\r
stock,NIC,CRI,2020,sex=F,176779,persons,estimated,un-desa-ims-2020,2\r
stock,NIC,CRI,1990,,99153,persons,estimated,un-desa-ims-2020,3\r
stock,HTI,DOM,2020,age=15-24;sex=F,5,persons,estimated,un-desa-ims-2020,4\r
stock,HTI,DOM,2020,,,persons,missing,un-desa-ims-2020,5\r
`;

describe('figures', () => {
    it('are read by year and sex', () => {
        const series = seriesOf(csv);
        expect(series.years).toEqual(['1990', '2020']);
        expect(series.value('NIC-CRI', '2020', 'T')).toBe(350854);
        expect(series.value('NIC-CRI', '2020', 'F')).toBe(176779);
        expect(series.value('NIC-CRI', '1990', 'F')).toBeUndefined();
    });
    it('that are missing or of other groups are not zero', () => {
        const series = seriesOf(csv);
        expect(series.value('HTI-DOM', '2020', 'T')).toBeUndefined();
        expect(series.value('HTI-DOM', '2020', 'F')).toBeUndefined();
    });
    it('keep quoted commas and quotes', () => {
        expect(parseCsv('a,"b,""c""",d\n"x\ny",z')).toEqual([['a', 'b,"c"', 'd'], ['x\ny', 'z']]);
    });
});
