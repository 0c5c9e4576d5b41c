using Harvester.Core.Ports;
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
        pages.MapMethods("/tables/audit.{format}", Reading, AccountTableApi.Audit);
        pages.MapMethods("/tables/tokens.{format}", Reading, AccountTableApi.Tokens);
        pages.MapMethods("/runs/{id}/approve", Reading, RunHandlers.ApprovePage);

        pages.MapPost("/sign-in", SignInHandlers.SignIn).AddEndpointFilter(ActionFilter.Open);
        var signed = pages.MapGroup("").AddEndpointFilter(ActionFilter.Signed);
        signed.MapPost("/sign-out", SignInHandlers.SignOut);
        signed.Act("/account/tokens", AccountHandlers.Create, AuditAction.CreateToken);
        signed.Act("/account/tokens/{id}/re-issue", AccountHandlers.Reissue, AuditAction.ReissueToken);
        signed.Act("/account/tokens/{id}/revoke", AccountHandlers.Revoke, AuditAction.RevokeToken);
        signed.Act("/sources/{id}/run", SourceHandlers.RunNow, AuditAction.RunNow, ActSubject.Source);
        signed.Act("/sources/{id}/take-back", SourceHandlers.TakeBack, AuditAction.TakeBack, ActSubject.Source);
        signed.Act("/sources/{id}/pause", SourceHandlers.Pause, AuditAction.Pause, ActSubject.Source);
        signed.Act("/sources/{id}/resume", SourceHandlers.Resume, AuditAction.Resume, ActSubject.Source);
        signed.Act("/runs/{id}/approve", RunHandlers.Approve, AuditAction.Approve, ActSubject.Run);
        signed.Act("/runs/{id}/approve-as-moved", RunHandlers.ApproveAsMoved, AuditAction.ApproveAsMoved, ActSubject.Run);
        signed.Act("/runs/{id}/reject", RunHandlers.Reject, AuditAction.Reject, ActSubject.Run);
        signed.Act("/runs/{id}/undo", RunHandlers.Undo, AuditAction.Undo, ActSubject.Run);
        signed.Act("/runs/{id}/cancel", RunHandlers.Cancel, AuditAction.Cancel, ActSubject.Run);
        signed.Act("/verdicts", DatasetHandlers.Verdict, AuditAction.SaySame);
        signed.Act("/datasets/{id}/erase", DatasetHandlers.Erase, AuditAction.Erase, ActSubject.Dataset);
        signed.Act("/notes", NoteHandlers.Write, AuditAction.Note);
        signed.Act("/subscriptions", SubscriptionHandlers.Add, AuditAction.Subscribe);
        signed.Act("/subscriptions/{id}/end", SubscriptionHandlers.End, AuditAction.Unsubscribe);
    }

    private static void Act(this IEndpointRouteBuilder signed, string pattern, Delegate handler, AuditAction action, ActSubject subject = ActSubject.Other) =>
        signed.MapPost(pattern, handler).WithMetadata(new Act(action, subject));
}
