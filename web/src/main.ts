// SPDX-License-Identifier: Apache-2.0
// Islands in finished pages: whatever is missing here, the page is complete without it.
import { enhanceFar } from './far';
import { enhanceMaps } from './map';
import { enhanceNotes } from './notes';
import { enhanceSearch } from './suggest';
import { enhanceWhatIf } from './whatif';

enhanceSearch(document);
enhanceNotes(document);
enhanceMaps(document);
enhanceWhatIf(document);
enhanceFar(document);
