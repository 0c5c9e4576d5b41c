using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages.Search;

/// <summary>The index's facets and their values in words.</summary>
internal sealed class FacetWords(HarvesterWebOptions options, ISources sources)
{
    public static Bilingual Of(string facet) => facet switch
    {
        "publisher" => new("団体", "Publisher"),
        "theme" => new("分野", "Theme"),
        "res_format" => new("形式", "Format"),
        "license_id" => new("ライセンス", "Licence"),
        "standard_dataset" => new("標準データセット", "Standard dataset"),
        "priority_field" => new("重点分野", "Priority field"),
        "openness" => new("オープン度", "Openness"),
        "freshness" => new("鮮度", "Freshness"),
        "rating" => new("品質", "Quality"),
        "problem" => new("記録の問題", "Problem"),
        "links" => new("リンク", "Links"),
        "source" => new("ソース", "Source"),
        _ => new("代表でない記録", "Records that another stands for"),
    };

    public Bilingual Of(string facet, string value) => facet switch
    {
        "publisher" => options.NameOf(value),
        "theme" => options.Themes.GetValueOrDefault(value) ?? new(value, value),
        "license_id" => options.Licences?.Find(value) is { } licence ? new(licence.Label, licence.Label) : new(value, value),
        "standard_dataset" => options.StandardDatasets?.Find(value) is { } standard ? new(standard.Name, standard.EnglishName) : new(value, value),
        "priority_field" => options.PriorityFields?.Fields.FirstOrDefault(field => field.Id == value) is { } field ? new(field.NameJa, field.NameEn) : new(value, value),
        "openness" => new($"★{value}", $"{value} of 5 stars"),
        "freshness" => Freshness(value),
        "rating" => MqaScheme.Ratings.FirstOrDefault(rating => rating.Rating == value).Name ?? new(value, value),
        "problem" => ProblemAdvice.Of(value, Whose.Record).Name,
        "links" => new("リンク切れあり", "has dead links"),
        "source" => sources.Find(value)?.Title is { } title ? new(title, title) : new(value, value),
        "copy" => new("別の記録が代表", "another record stands for it"),
        _ => new(value, value),
    };

    private static Bilingual Freshness(string value) => value switch
    {
        "fresh" => new("期限どおり", "up to date"),
        "overdue" => new("更新遅れ", "overdue"),
        "final" => new("更新予定なし", "final"),
        "noInterval" => new("随時・不定期", "as needed"),
        "noFrequency" => new("更新頻度の記載なし", "no frequency stated"),
        "noDate" => new("更新日の記載なし", "no date stated"),
        _ => new("日付が証拠にならない", "date proves nothing"),
    };
}
