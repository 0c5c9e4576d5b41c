using Harvester.Core.Ports;
using Harvester.Search;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Operations;

/// <summary>For load balancers and supervisors: <c>/healthz</c> says that the process answers, <c>/readyz</c> that its store does, and in its second line whether searches are up with it.</summary>
internal static class Health
{
    public static IResult Process() => Results.Text("ok\n");

    public static async Task<IResult> Store(IStore store, CatalogueIndex index, CancellationToken cancellationToken)
    {
        try
        {
            await store.Changes.LastAsync(cancellationToken);
            return Results.Text(index.IsCurrent ? "ready\nindex: current\n" : "ready\nindex: being brought up to date\n");
        }
        catch (StoreException)
        {
            return Results.Text("the store does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
