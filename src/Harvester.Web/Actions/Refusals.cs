using Harvester.Core.Access;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Harvester.Web.Actions;

/// <summary>Writes down in the audit log what somebody tried who may not do it. What cannot be done is written down by whoever was to do it (<see cref="AuditTrail"/>).</summary>
internal static class Refusals
{
    /// <summary>An address that acts says by its metadata what it does; of the verdicts the form says it.</summary>
    public static async Task LogAsync(HttpContext context, Account account, string reason, CancellationToken cancellationToken)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Act>() is not { } act)
            return;
        var desks = (Desks)context.RequestServices.GetService(typeof(Desks))!;
        await desks.Trail.RefuseAsync(await EntryAsync(context, desks.Trail, account, act, cancellationToken), reason);
    }

    private static async Task<AuditEntry> EntryAsync(HttpContext context, AuditTrail trail, Account account, Act act, CancellationToken cancellationToken)
    {
        var action = act.Action is AuditAction.SaySame && context.Request.Form["kind"] == "apart" ? AuditAction.SayApart : act.Action;
        var id = context.GetRouteValue("id") as string ?? "";
        return act.Subject switch
        {
            ActSubject.Source => trail.OnSource(account, action, id),
            ActSubject.Run => await trail.OnRunAsync(account, action, id, cancellationToken),
            ActSubject.Dataset => trail.OnDataset(account, action, id, ""),
            _ => trail.OnAnything(account, action, id),
        };
    }
}
