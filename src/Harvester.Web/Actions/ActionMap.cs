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
        signed.MapPost("/account/tokens", AccountHandlers.Create).Is(AuditAction.CreateToken);
        signed.MapPost("/account/tokens/{id}/re-issue", AccountHandlers.Reissue).Is(AuditAction.ReissueToken);
        signed.MapPost("/account/tokens/{id}/revoke", AccountHandlers.Revoke).Is(AuditAction.RevokeToken);
        signed.MapPost("/sources/{id}/run", SourceHandlers.RunNow).Is(AuditAction.RunNow, ActSubject.Source);
        signed.MapPost("/sources/{id}/take-back", SourceHandlers.TakeBack).Is(AuditAction.TakeBack, ActSubject.Source);
        signed.MapPost("/sources/{id}/pause", SourceHandlers.Pause).Is(AuditAction.Pause, ActSubject.Source);
        signed.MapPost("/sources/{id}/resume", SourceHandlers.Resume).Is(AuditAction.Resume, ActSubject.Source);
        signed.MapPost("/runs/{id}/approve", RunHandlers.Approve).Is(AuditAction.Approve, ActSubject.Run);
        signed.MapPost("/runs/{id}/approve-as-moved", RunHandlers.ApproveAsMoved).Is(AuditAction.ApproveAsMoved, ActSubject.Run);
        signed.MapPost("/runs/{id}/reject", RunHandlers.Reject).Is(AuditAction.Reject, ActSubject.Run);
        signed.MapPost("/runs/{id}/undo", RunHandlers.Undo).Is(AuditAction.Undo, ActSubject.Run);
        signed.MapPost("/runs/{id}/cancel", RunHandlers.Cancel).Is(AuditAction.Cancel, ActSubject.Run);
        signed.MapPost("/verdicts", DatasetHandlers.Verdict).Is(AuditAction.SaySame);
        signed.MapPost("/datasets/{id}/erase", DatasetHandlers.Erase).Is(AuditAction.Erase, ActSubject.Dataset);
        signed.MapPost("/notes", NoteHandlers.Write).Is(AuditAction.Note);
        signed.MapPost("/subscriptions", SubscriptionHandlers.Add).Is(AuditAction.Subscribe);
        signed.MapPost("/subscriptions/{id}/end", SubscriptionHandlers.End).Is(AuditAction.Unsubscribe);
    }

    private static void Is(this RouteHandlerBuilder endpoint, AuditAction action, ActSubject subject = ActSubject.Other) => endpoint.WithMetadata(new Act(action, subject));
}
