using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary><c>/audit</c>: what persons did; all of it for the central team, what concerns it for a municipality.</summary>
internal static class AuditHandlers
{
    private const int PageSize = 50;

    public static async Task<IResult> Page(HttpContext context, IStore store, ISources sources, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return AccountHandlers.SignInFirst(context);
        var filter = Filter(context.Request, account);
        var entries = await store.Audit.ListAsync(filter, Before(context.Request), PageSize + 1, cancellationToken);
        return PageResponse.Render<AuditPage>(
            context, StatusCodes.Status200OK, ("Entries", new Page<AuditEntry>(entries, PageSize)), ("Filter", filter), ("Sources", sources), ("Options", options));
    }

    /// <summary>What is asked for, of what this person may read.</summary>
    public static AuditFilter Filter(HttpRequest request, Account account) =>
        new(Given(request.Query["source"]), account.IsCentral ? Given(request.Query["municipality"]) : account.Municipality);

    /// <summary>Id of the last entry already read; null: none was.</summary>
    public static string? Before(HttpRequest request) => Given(request.Query["before"]);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
