using System.Globalization;
using System.Text;
using Harvester.Core.Guidance;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>A notice as a plain text that needs nothing beside it: both languages, the reader's own first. Nothing that a source wrote can add a line or a header.</summary>
public static class NoticeText
{
    private const int LongestTitle = 80;
    private const int LongestSentence = 400;
    private const int MostKinds = 5;
    private const int MostExamples = 3;
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>One line: what became of which source.</summary>
    public static string Subject(Notice notice, string language)
    {
        var title = PlainText.Line(notice.Source.Title, LongestTitle);
        var (ja, en) = Word(notice.Event);
        return language == "en" ? $"[Harvester] {en}: {title} / {ja}" : $"[Harvester] {ja}: {title} / {en}";
    }

    /// <param name="unsubscribe">Address that ends the subscription; null: there is none.</param>
    public static string Body(Notice notice, Recipient recipient, NotificationOptions options, string? unsubscribe)
    {
        NoticeWords[] languages = recipient.Language == "en" ? [NoticeWords.English, NoticeWords.Japanese] : [NoticeWords.Japanese, NoticeWords.English];
        var body = new StringBuilder();
        foreach (var words in languages)
        {
            if (body.Length > 0)
                body.Append('\n').Append('-', 40).Append("\n\n");
            Write(body, words, notice, recipient, options, unsubscribe);
        }

        return body.ToString();
    }

    private static (string Ja, string En) Word(NoticeEvent what) => what switch
    {
        NoticeEvent.Broke => ("不具合", "Broke"),
        NoticeEvent.StillBroken => ("未解決", "Still broken"),
        _ => ("解決", "Mended"),
    };

    private static void Write(StringBuilder body, NoticeWords words, Notice notice, Recipient recipient, NotificationOptions options, string? unsubscribe)
    {
        var run = notice.Run;
        Add(words.Opening(notice, PlainText.Line(notice.Source.Title, LongestTitle)));
        if (notice.Event is not NoticeEvent.Mended)
        {
            Head(words.Of("何が起きたか", "What happened"));
            Add("  " + words.Happened(notice));
            if (notice.Audience is NoticeAudience.Municipality)
                Records();
            else if (run.Error is { } error)
                Add("  " + words.Of("システムの記録（英語）: ", "The system's own words: ") + PlainText.Line(error, LongestSentence));
            Head(words.Of("いつから", "Since when"));
            Add("  " + words.Of($"{Time(notice.Since)}（日本時間）", $"{Time(notice.Since)} (Japan time)"));
        }

        Head(words.Of("カタログへの影響", "What it means for the catalogue"));
        Add("  " + words.Meaning(notice));
        Head(words.Of("誰の番か", "Whose turn it is"));
        Add("  " + words.Whose(notice));
        if (words.Steps(notice) is { Count: > 0 } steps)
        {
            Head(words.Of("まずすること", "First steps"));
            for (var i = 0; i < steps.Count; i++)
                Add(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}. {PlainText.Line(steps[i], LongestSentence)}"));
        }

        // Of a shared catalogue they are everybody's, and would be read as one's own.
        if (notice.Body is null)
        {
            Head(words.Of("この回の収集", "The run in figures"));
            Add("  " + words.Figures(run));
        }

        Head(words.Of("詳しくは", "More"));
        Add("  " + words.Of("この回の記録: ", "This run: ") + options.Address($"runs/{Uri.EscapeDataString(run.Id)}"));
        Add("  " + words.Of("団体のページ: ", "The body's page: ") + options.Address($"municipalities/{Uri.EscapeDataString(notice.Municipality)}"));
        Add("  " + words.Of("次回の収集: ", "Next run: ") + (notice.NextRun is { } next ? words.Of($"{Time(next)}（日本時間）", $"{Time(next)} (Japan time)") : words.Of("予定なし", "not planned")));
        Head(words.Of("この通知について", "About this notice"));
        Add("  " + words.Of(
            "状態が変わったときと、直るまで週に一度だけ、順番の回ってきた方に届きます。",
            "It comes when the state changes, and once a week until it is mended, to the one whose turn it is."));
        if (options.ReplyTo is { } reply)
            Add("  " + words.Of("ご質問・ご連絡: ", "Questions and answers: ") + reply);
        Add("  " + words.Stop(recipient, unsubscribe));

        void Head(string heading) => body.Append('\n').Append(words.Of("■ ", "* ")).Append(heading).Append('\n');

        void Add(string paragraph) => body.Append(PlainText.Fold(paragraph)).Append('\n');

        void Records()
        {
            foreach (var kind in Turn.RefusedRecords(run, notice.Body).Take(MostKinds))
            {
                var advice = ProblemAdvice.Of(kind.Code, kind.Whose);
                Add(string.Create(CultureInfo.InvariantCulture, $"  - {words.Of(advice.Name)} ({kind.Code}): {words.Of($"{kind.Count}件", $"{kind.Count}")}"));
                Add("    " + words.Of("直し方: ", "What to do: ") + words.Of(advice.Fix));
                foreach (var example in kind.Examples.Take(MostExamples))
                    Add("    " + PlainText.Line(example, LongestSentence));
            }
        }
    }

    /// <summary>To the minute, in Japan.</summary>
    internal static string Time(DateTimeOffset at) => at.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
