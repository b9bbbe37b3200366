import { defineAction } from "../common/define-action.ts";
import { integer, text } from "../parameters/parameter.ts";

/** The version of the API of ASCM, the console of Apsara Stack. */
const ASCM_VERSION = "2019-05-10";

/** The resource sets that a stack has, with the names and types of the response. They belong to one organization. */
const RESOURCE_SETS = [
  { id: 1, resourceGroupName: "ResourceSet(local)" },
  { id: 2, resourceGroupName: "local" },
].map((set) => ({
  ...set,
  organizationID: 1,
  organizationName: "local",
  rsId: `rs-local${String(set.id).padStart(8, "0")}`,
  creator: "local",
  resourceGroupType: 0,
  gmtCreated: Date.UTC(2024, 0, 1),
  gmtModified: Date.UTC(2024, 0, 1),
}));

/**
 * ListResourceGroup: the resource sets whose name contains the given text, with their organization, so that a client
 * finds the numbers of both from the name. Names of parameters and fields begin with a small letter here.
 */
export const listResourceGroup = defineAction({
  name: "ListResourceGroup",
  version: ASCM_VERSION,
  writes: false,
  parameters: {
    resourceGroupName: text(),
    organizationId: integer(),
    currentPage: integer({ min: 1 }),
    pageSize: integer({ min: 1, max: 1000 }),
  },
  errors: [],
  find: (_stack, values) =>
    RESOURCE_SETS.filter(
      (set) =>
        set.resourceGroupName.includes(values.resourceGroupName ?? "") &&
        (values.organizationId ?? set.organizationID) === set.organizationID,
    ),
  handle(_stack, values, sets) {
    const { currentPage = 1, pageSize = 10 } = values;
    const start = (currentPage - 1) * pageSize;
    return {
      code: "200",
      cost: 0,
      data: sets.slice(start, start + pageSize),
      message: "success",
      pageInfo: {
        currentPage,
        pageSize,
        total: sets.length,
        totalPage: Math.ceil(sets.length / pageSize),
      },
      pureListData: false,
      redirect: false,
      success: true,
    };
  },
});
