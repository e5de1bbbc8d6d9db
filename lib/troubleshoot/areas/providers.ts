import { neonComputeQuotaExceeded } from "../entries/neon-compute-quota-exceeded";
import { neonComputeUnreachable } from "../entries/neon-compute-unreachable";
import { neonDataTransferQuotaExceeded } from "../entries/neon-data-transfer-quota-exceeded";
import { neonEndpointNotFound } from "../entries/neon-endpoint-not-found";
import { planetscaleBranchDoesNotExist } from "../entries/planetscale-branch-does-not-exist";
import { planetscalePoolerPrimaryOnly } from "../entries/planetscale-pooler-primary-only";
import { planetscaleReadOnlyCluster } from "../entries/planetscale-read-only-cluster";
import { planetscaleRoleStillReferenced } from "../entries/planetscale-role-still-referenced";
import { planetscaleUserNeedsBranch } from "../entries/planetscale-user-needs-branch";
import { prismaAccountRestricted } from "../entries/prisma-account-restricted";

/** The entries of one part, in reading order. */
export const providers = [
  planetscaleBranchDoesNotExist,
  planetscaleUserNeedsBranch,
  planetscalePoolerPrimaryOnly,
  planetscaleReadOnlyCluster,
  planetscaleRoleStillReferenced,
  neonEndpointNotFound,
  neonComputeQuotaExceeded,
  neonDataTransferQuotaExceeded,
  neonComputeUnreachable,
  prismaAccountRestricted,
] as const;
