using Harvester.Core.Access;
using Harvester.Core.Assessment;
using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Harvester.Web.Tables;

namespace Harvester.Web.Accounts;

/// <summary>Tables that not everybody may read.</summary>
internal static class AccountTables
{
    /// <param name="query">What its file needs to be asked for.</param>
    public static Table Audit(IReadOnlyList<AuditEntry> entries, ISources sources, string query) => new()
    {
        Name = "audit",
        Caption = new("操作の記録（新しい順、時刻は日本時間）", "What was done, newest first (times in JST)"),
        Query = query,
        Columns =
        [
            Column.Of("action", "操作", "What"), Column.Of("outcome", "結果", "Outcome"), Column.Of("at", "日時", "When", ColumnKind.Instant), Column.Of("who", "誰が", "Who"),
            Column.Of("token", "トークン", "Token"), Column.Of("subject", "対象", "Which"), Column.Of("detail", "内容", "Detail"),
        ],
        Rows = [.. entries.Select(entry => Cells.Of([
            Words.Both(language => Words.Of(entry.Action, language)),
            new Cell(Words.Both(language => Words.Of(entry.Outcome, language))) { State = StateOf(entry.Outcome) },
            entry.At,
            entry.Token is null && entry.Who == Account.CommandLine.Label ? new Bilingual("コマンド", "command line") : entry.Who,
            entry.Token,
            Subject(entry, sources),
            entry.Detail,
        ]))],
    };

    /// <param name="nameOf">Of a body, by its code.</param>
    public static Table Tokens(IReadOnlyList<AccessToken> tokens, Func<string, Bilingual> nameOf) => new()
    {
        Name = "tokens",
        Caption = new("発行したトークン（時刻は日本時間）。秘密の部分は保存していません。", "Tokens that were made (times in JST). Their secrets are kept nowhere."),
        Columns =
        [
            Column.Of("label", "名称", "Label"), Column.Of("id", "トークンのID", "Token"), Column.Of("for", "対象", "For"), Column.Of("code", "団体コード", "Code of the body"),
            Column.Of("issued", "発行", "Made", ColumnKind.Instant), Column.Of("lastUsed", "最後の利用日", "Last used"), Column.Of("revoked", "取り消し", "Revoked", ColumnKind.Instant),
        ],
        Rows = [.. tokens.Select(token => Cells.Of([
            token.Label, token.Id, token.Municipality is { } code ? nameOf(code) : new Bilingual("全体", "central team"), token.Municipality,
            token.IssuedAt, token.LastUsed is { } day ? Show.Day(day) : null, token.RevokedAt,
        ]))],
    };

    private static string StateOf(AuditOutcome outcome) => outcome switch { AuditOutcome.Done => "good", AuditOutcome.Refused => "bad", _ => "doubtful" };

    private static Cell Subject(AuditEntry entry, ISources sources) => entry switch
    {
        { Dataset: { } dataset } => new Cell(dataset).To($"/datasets/{Uri.EscapeDataString(dataset)}"),
        { Run: { } run } => new Cell(run).To($"/runs/{Uri.EscapeDataString(run)}"),
        { Source: { } source } => new Cell(sources.Find(source)?.Title ?? source).To($"/sources/{Uri.EscapeDataString(source)}"),
        _ => entry.StandardDataset,
    };
}
