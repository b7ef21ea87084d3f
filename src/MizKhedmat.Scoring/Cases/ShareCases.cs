using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of shares and rates: intervals, funnels, priors, digits.</summary>
internal static class ShareCases
{
    public static JsonNode Intervals(JsonElement input) => new JsonObject
    {
        ["rows"] = CaseJson.Nodes(Rows(input).Select(row =>
        {
            var (lo95, hi95) = Wilson.Interval(row.X, row.N);
            var (lo998, hi998) = Wilson.Interval(row.X, row.N, Funnel.Alarm);
            return (JsonNode)new JsonObject { ["p"] = row.X / row.N, ["lo95"] = lo95, ["hi95"] = hi95, ["lo998"] = lo998, ["hi998"] = hi998 };
        })),
    };

    public static JsonNode CorrectedIntervals(JsonElement input)
    {
        var z = NormalDistribution.Quantile((1 + input.Number("confidence")) / 2);
        JsonArray Table(Func<double, double, double, (double Lo, double Hi)> method) => CaseJson.Nodes(Rows(input).Select(row =>
        {
            var (lo, hi) = method(row.X, row.N, z);
            return (JsonNode)new JsonArray(lo, hi);
        }));

        return new JsonObject { ["wilson"] = Table(Wilson.Interval), ["wilson_cc"] = Table(Wilson.Corrected) };
    }

    public static JsonNode FunnelLimits(JsonElement input)
    {
        var target = input.Number("sum_numerator") / input.Number("sum_denominator");
        var alert = input.Numbers("populations").Select(n => Funnel.Limits(target, n, Funnel.Alert)).ToList();
        var alarm = input.Numbers("populations").Select(n => Funnel.Limits(target, n, Funnel.Alarm)).ToList();
        return new JsonObject
        {
            ["baseline"] = 100 * target,
            ["lo95"] = CaseJson.List(alert.Select(limits => 100 * limits.Lo)),
            ["hi95"] = CaseJson.List(alert.Select(limits => 100 * limits.Hi)),
            ["lo998"] = CaseJson.List(alarm.Select(limits => 100 * limits.Lo)),
            ["hi998"] = CaseJson.List(alarm.Select(limits => 100 * limits.Hi)),
        };
    }

    public static JsonNode FunnelSignificance(JsonElement input)
    {
        var target = input.Number("pooled_numerator") / input.Number("pooled_denominator");
        return new JsonObject
        {
            ["significance"] = CaseJson.List(input.Numbers("numerator").Zip(
                input.Numbers("denominator"), (x, n) => Funnel.Classify(x, n, target) switch
                {
                    FunnelClass.HighAlarm => "High (0.001)",
                    FunnelClass.HighAlert => "High (0.025)",
                    FunnelClass.LowAlarm => "Low (0.001)",
                    FunnelClass.LowAlert => "Low (0.025)",
                    _ => "Not significant",
                })),
        };
    }

    public static JsonNode NormalPriors(JsonElement input)
    {
        var units = input.Numbers("y").Zip(input.Numbers("v")).ToList();
        var fit = NormalFit.Of(units);
        var predicted = units.Select(unit => fit.Predict(unit.First, unit.Second)).ToList();
        return new JsonObject
        {
            ["mu"] = fit.Mean,
            ["se_mu"] = fit.MeanError,
            ["tau2"] = fit.Variance,
            ["Q"] = fit.Heterogeneity,
            ["blup"] = CaseJson.List(predicted.Select(unit => unit.Value)),
            ["blup_se"] = CaseJson.List(predicted.Select(unit => unit.Error)),
        };
    }

    /// <summary>Marshall's smoothing with no bound on the strength: no spread beyond chance draws every unit to the mean.</summary>
    public static JsonNode RatePriors(JsonElement input)
    {
        const int published = 10;
        var units = input.Numbers("events").Zip(input.Numbers("population")).ToList();
        var (mean, variance) = GammaPoissonPrior.Moments(units);
        var smoothed = units.Select(unit => variance > 0
            ? new GammaPoissonPrior(mean, mean / variance).Shrink(unit.First, unit.Second).Value
            : mean).ToList();
        return new JsonObject
        {
            ["first10_published"] = CaseJson.List(smoothed.Take(published)),
            ["all"] = CaseJson.List(smoothed),
            ["prior_mean"] = mean,
            ["prior_variance"] = variance,
        };
    }

    public static JsonNode Digits(JsonElement input)
    {
        var test = ChiSquare.Test(input.Numbers("observed"), input.Numbers("expected_share"));
        return new JsonObject { ["statistic"] = test.Statistic, ["df"] = test.Degrees, ["p_value"] = test.PValue, ["cramers_v"] = test.CramersV };
    }

    private static IEnumerable<(double X, double N)> Rows(JsonElement input) => input.Items("rows").Select(row => (row.Number("x"), row.Number("n")));
}
