using Harvester.Core.Assessment;
using Harvester.Core.Model;

namespace Harvester.Core.Guidance;

/// <summary>What a problem means for an officer who is no engineer.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Fix">What to do about it, in the site's editor or in CKAN.</param>
public sealed record ProblemAdvice(string Code, Bilingual Name, Bilingual Why, Bilingual Fix)
{
    private static readonly Dictionary<string, ProblemAdvice> ByCode = ProblemGuide.All.ToDictionary(advice => advice.Code, StringComparer.Ordinal);

    /// <summary>Of a code; where the guide has none, what can be said from whose turn it is.</summary>
    public static ProblemAdvice Of(string code, Whose whose)
    {
        if (ByCode.TryGetValue(code, out var advice))
            return advice;
        if (code.StartsWith("http-", StringComparison.Ordinal))
        {
            return new ProblemAdvice(
                code, new($"サイトがエラー（{code[5..]}）を返した", $"The site answered with an error ({code[5..]})"),
                new("一覧を受け取れないため、新しい情報を反映できません。掲載済みの内容はそのまま残ります。", "Without its listing nothing new can be taken; what was taken before stays."),
                new("サイトの管理者に、そのアドレスがブラウザーで開けるか、アクセス制限がないかを確認してください。", "Ask those who run the site whether the address opens in a browser, and whether access is restricted."));
        }

        return whose switch
        {
            Whose.Ours => new ProblemAdvice(code, new(code, code), new("収集システム側で対応します。", "This is for the harvester’s maintainers."), new("公開側の作業は必要ありません。", "Nothing to do for those who publish.")),
            Whose.Source => new ProblemAdvice(
                code, new(code, code), new("サイトの応答に問題があります。", "The site’s answer has a fault."), new("詳細の文をサイトの管理者に伝えてください。", "Show the sentence below to those who run the site.")),
            _ => new ProblemAdvice(code, new(code, code), new("記録の一部を読み取れません。", "Part of the record cannot be read."), new("詳細の文と値を見て、登録内容を直してください。", "Correct the record by the sentence and the value below.")),
        };
    }
}
