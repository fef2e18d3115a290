import { describeStore } from "../../contract/store.js";
import { temporaryElasticStores } from "./fixture.js";

const stores = temporaryElasticStores();

describeStore("Elasticsearch", (timezone) => stores.open(timezone === undefined ? {} : { timezone }), {
  share: 0.2,
});
