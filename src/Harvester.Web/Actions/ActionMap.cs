using Harvester.Web.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Harvester.Web.Actions;

/// <summary>Every address of people who are signed in: pages are read, acts are POSTs.</summary>
internal static class ActionMap
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="pages">The group of the pages, whose filter opens the session.</param>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapMethods("/sign-in", Reading, SignInHandlers.Page);
        pages.MapMethods("/account", Reading, AccountHandlers.Page);
        pages.MapMethods("/audit", Reading, AuditHandlers.Page);
        pages.MapMethods("/runs/{id}/approve", Reading, RunHandlers.ApprovePage);

        pages.MapPost("/sign-in", SignInHandlers.SignIn).AddEndpointFilter(ActionFilter.Open);
        var signed = pages.MapGroup("").AddEndpointFilter(ActionFilter.Signed);
        signed.MapPost("/sign-out", SignInHandlers.SignOut);
        signed.MapPost("/account/tokens", AccountHandlers.Create);
        signed.MapPost("/account/tokens/{id}/re-issue", AccountHandlers.Reissue);
        signed.MapPost("/account/tokens/{id}/revoke", AccountHandlers.Revoke);
        signed.MapPost("/sources/{id}/run", SourceHandlers.RunNow);
        signed.MapPost("/sources/{id}/take-back", SourceHandlers.TakeBack);
        signed.MapPost("/sources/{id}/pause", SourceHandlers.Pause);
        signed.MapPost("/sources/{id}/resume", SourceHandlers.Resume);
        signed.MapPost("/runs/{id}/approve", RunHandlers.Approve);
        signed.MapPost("/runs/{id}/approve-as-moved", RunHandlers.ApproveAsMoved);
        signed.MapPost("/runs/{id}/reject", RunHandlers.Reject);
        signed.MapPost("/runs/{id}/undo", RunHandlers.Undo);
        signed.MapPost("/runs/{id}/cancel", RunHandlers.Cancel);
        signed.MapPost("/verdicts", DatasetHandlers.Verdict);
        signed.MapPost("/datasets/{id}/erase", DatasetHandlers.Erase);
        signed.MapPost("/notes", NoteHandlers.Write);
        signed.MapPost("/subscriptions", SubscriptionHandlers.Add);
        signed.MapPost("/subscriptions/{id}/end", SubscriptionHandlers.End);
    }
}
