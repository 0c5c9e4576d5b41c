using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Operations;

/// <summary>For load balancers and supervisors: <c>/healthz</c> says that the process answers, <c>/readyz</c> that its store does.</summary>
internal static class Health
{
    public static IResult Process() => Results.Text("ok\n");

    public static async Task<IResult> Store(IStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.Changes.LastAsync(cancellationToken);
            return Results.Text("ready\n");
        }
        catch (StoreException)
        {
            return Results.Text("the store does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
